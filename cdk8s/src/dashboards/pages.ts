import { eventsPage } from './events.js';
import type { Page } from './panels.js';
import { peoplePage } from './people.js';
import { processesPage } from './processes.js';
import { requestsPage } from './requests.js';

/** Every page of Grafana, in the order in which an operator looks at them. */
export const pages: readonly Page[] = [peoplePage, requestsPage, eventsPage, processesPage];

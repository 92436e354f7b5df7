import type { Readings } from '@abri/service-kit/audit-readings';
import type { Http } from '@abri/service-kit/http';
import { breakGlassRoutes } from './break-glass-routes.js';
import { type CalendarLinks, calendarRoutes } from './calendar.js';
import { caseRoutes } from './case-routes.js';
import type { Desk } from './cases.js';
import { directoryRoutes } from './directory-routes.js';
import { handOverRoutes } from './hand-over-routes.js';
import { joinRoutes } from './join-routes.js';
import { listRoutes } from './list-routes.js';
import { personRoutes } from './person-routes.js';
import { recordRoutes } from './record-routes.js';
import { taskRoutes } from './task-routes.js';

/** Every route of the service. */
export function routes(http: Http, desk: Desk, calendars: CalendarLinks, readings: Readings): void {
  listRoutes(http, desk);
  caseRoutes(http, desk);
  personRoutes(http, desk, readings);
  taskRoutes(http, desk);
  recordRoutes(http, desk);
  handOverRoutes(http, desk);
  joinRoutes(http, desk);
  breakGlassRoutes(http, desk);
  directoryRoutes(http, desk);
  calendarRoutes(http, desk, calendars);
}

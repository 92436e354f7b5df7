import type { Repository } from '@abri/aggregate/repository';
import type { Access } from './access.js';
import type { Readings } from '@abri/service-kit/audit-readings';
import type { Http } from '@abri/service-kit/http';
import { caseRoutes } from './case-routes.js';
import type { CaseWork } from './cases.js';
import { directoryRoutes } from './directory-routes.js';
import type { ScreeningCommand, ScreeningState } from './domain/screening.js';
import { planRoutes } from './plan-routes.js';
import { screeningRoutes } from './screening-routes.js';
import type { CaseQueries, Directory } from './store.js';

/** What the routes need of the service around them. */
export interface Application extends CaseWork, Access {
  screenings: Repository<ScreeningState, ScreeningCommand>;
  queries: CaseQueries;
  directory: Directory;
  /** What the audit log holds about one case. */
  readings: Readings;
  /** Forgets the keys of these people or screenings for good. */
  eraseKeys(ids: readonly string[]): Promise<void>;
  ids: { next(): string };
}

/** Every route of the service. */
export function routes(http: Http, app: Application): void {
  directoryRoutes(http, app);
  screeningRoutes(http, app);
  caseRoutes(http, app);
  planRoutes(http, app);
}

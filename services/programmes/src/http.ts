import type { Audit } from '@abri/service-kit/audit';
import type { Readings } from '@abri/service-kit/audit-readings';
import type { Http } from '@abri/service-kit/http';
import { participantRoutes } from './participant-routes.js';
import type { SeriesWork } from './series.js';
import { seriesRoutes } from './series-routes.js';
import { sessionRoutes } from './session-routes.js';

/** What the routes need of the service around them. */
export interface Application extends SeriesWork {
  audit: Audit;
  /** What the audit log holds about one series or participant. */
  readings: Pick<Readings, 'about'>;
  ids: { next(): string };
  /** The present instant, ISO 8601. */
  now(): string;
}

/** Every route of the service. */
export function routes(http: Http, app: Application): void {
  seriesRoutes(http, app);
  sessionRoutes(http, app);
  participantRoutes(http, app);
}

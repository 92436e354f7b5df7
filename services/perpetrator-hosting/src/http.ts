import type { Repository } from '@abri/aggregate/repository';
import { AuditVerification } from '@abri/contracts/capacity-api';
import { firstBroken } from '@abri/service-kit/audit';
import type { Readings } from '@abri/service-kit/audit-readings';
import type { Http } from '@abri/service-kit/http';
import type { SiteCommand, SiteState } from './domain/site.js';
import type { ZoneCommand, ZoneState } from './domain/zone.js';
import type { Agencies } from './agencies.js';
import { agencyRoutes } from './agency-routes.js';
import { fileRoutes } from './file-routes.js';
import type { FileWork } from './files.js';
import { measureRoutes } from './measure-routes.js';
import type { HostedAway } from './hosted-away.js';
import type { MatchingPort } from './matching-port.js';
import { personRoutes } from './person-routes.js';
import { safetyRoutes } from './safety-routes.js';
import { siteRoutes } from './site-routes.js';
import { zoneRoutes } from './zone-routes.js';

/** What the routes need of the service around them. */
export interface Application extends FileWork {
  zones: Repository<ZoneState, ZoneCommand>;
  sites: Repository<SiteState, SiteCommand>;
  matching: MatchingPort;
  hostedAway: HostedAway;
  agencies: Agencies;
  /** What the audit log holds about one file. */
  readings: Readings;
  ids: { next(): string };
  /** How long a held place waits to be confirmed. */
  holdMinutes: number;
}

/** Every route of the service. */
export function routes(http: Http, app: Application): void {
  fileRoutes(http, app);
  personRoutes(http, app);
  agencyRoutes(http, app);
  measureRoutes(http, app);
  zoneRoutes(http, app);
  siteRoutes(http, app);
  safetyRoutes(http, app);
  http.route({
    method: 'get',
    path: '/audit/verification',
    summary: 'Whether the audit log is as it was written',
    roles: ['operator'],
    response: AuditVerification,
    async handler() {
      const entries = await app.audit.all();
      const broken = firstBroken(entries);
      return { whole: broken === null, entries: entries.length, firstBroken: broken };
    },
  });
}

import { Agency, AgencyList, PutAgency } from '@abri/contracts/hosting-api';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import type { Application } from './http.js';

/** The agencies of justice. */
export function agencyRoutes(http: Http, app: Pick<Application, 'agencies' | 'audit' | 'now'>): void {
  http.route({
    method: 'get',
    path: '/agencies',
    summary: 'The agencies of justice, and which of them are one’s own',
    roles: ['justice', 'operator'],
    response: AgencyList,
    handler: async ({ user }) => ({ agencies: await app.agencies.all(), mine: await app.agencies.of(user) }),
  });
  http.route({
    method: 'put',
    path: '/agencies/:agencyId',
    summary: 'Enter an agency or change it',
    roles: ['operator'],
    params: z.strictObject({ agencyId: Id }),
    body: PutAgency,
    response: Agency,
    async handler({ params: { agencyId }, body, user }) {
      await app.agencies.put({ agencyId, ...body });
      await app.audit.append({ at: app.now(), who: user.id, action: 'putAgency', subject: agencyId });
      return { agencyId, ...body };
    },
  });
}

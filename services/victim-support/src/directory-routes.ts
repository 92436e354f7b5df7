import { AuditVerification } from '@abri/contracts/capacity-api';
import { defaultScreening } from '@abri/contracts/screening-default';
import { ScreeningInstrument } from '@abri/contracts/screening-instrument';
import { InstrumentList, PartnerList, PutPartner } from '@abri/contracts/support-api';
import { Partner } from '@abri/contracts/support-case';
import { Id, type Role } from '@abri/contracts/vocabulary';
import { firstBroken } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

/** Who may ask the questions of a screening: any partner of the network. */
export const screeningRoles: readonly Role[] = ['support', 'hotline', 'shelter', 'child-protection'];
const Page = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: Id.optional() });

/** The network's partners, the questionnaires, and the audit log. */
export function directoryRoutes(http: Http, app: Application): void {
  http.route({
    method: 'get',
    path: '/partners',
    summary: 'The organisations of the network',
    roles: [...screeningRoles, 'operator'],
    query: Page,
    response: PartnerList,
    async handler({ query: { cursor, limit }, user }) {
      const partners = await app.directory.partners(cursor ?? null, limit);
      const last = partners.at(-1)?.partnerId ?? null;
      const found = await Promise.all(user.teamIds.map((teamId) => app.directory.partner(teamId)));
      const own = found.flatMap((partner) => (partner ? [partner.partnerId] : []));
      return { partners, own, nextCursor: partners.length === limit ? last : null };
    },
  });
  http.route({
    method: 'put',
    path: '/partners/:partnerId',
    summary: 'Enter or change an organisation',
    roles: ['operator'],
    params: z.strictObject({ partnerId: Id }),
    body: PutPartner,
    response: Partner,
    async handler({ params: { partnerId }, body, user }) {
      await app.audit.append({ at: app.now(), who: user.id, action: 'partnerPut', subject: partnerId });
      await app.directory.putPartner({ partnerId, ...body });
      return { partnerId, ...body };
    },
  });
  http.route({
    method: 'get',
    path: '/instruments',
    summary: 'Every version of every questionnaire, the shipped one first',
    roles: [...screeningRoles, 'operator'],
    response: InstrumentList,
    async handler() {
      return { instruments: [defaultScreening, ...(await app.directory.instruments())] };
    },
  });
  http.route({
    method: 'post',
    path: '/instruments',
    summary: 'Load a questionnaire; a version never changes once it is there',
    roles: ['operator', 'support'],
    body: ScreeningInstrument,
    response: ScreeningInstrument,
    status: 201,
    async handler({ body, user }) {
      const shipped = body.id === defaultScreening.id;
      if (shipped || !(await app.directory.addInstrument(body))) throw problemOf({ refused: 'instrumentExists' });
      const subject = `${body.id}-v${body.version}`;
      await app.audit.append({ at: app.now(), who: user.id, action: 'instrumentAdded', subject });
      return body;
    },
  });
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

/** A questionnaire in one of its versions. Throws the 404 problem. */
export async function instrumentOf(app: Application, id: string, version: number): Promise<ScreeningInstrument> {
  const found = [defaultScreening, ...(await app.directory.instruments())].find(
    (one) => one.id === id && one.version === version,
  );
  if (!found) throw problemOf({ refused: 'noSuchInstrument' });
  return found;
}

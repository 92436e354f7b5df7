import {
  Acting,
  Agenda,
  ChangeIdentity,
  GiveConsent,
  OpenCase,
  SearchCases,
  SupportCaseList,
  SupportCaseView,
  WithdrawConsent,
} from '@abri/contracts/support-api';
import { SupportSubjectAccess } from '@abri/contracts/subject-access';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { agenda, listCases, searchCases } from './case-lists.js';
import { change, openCase, readCase, shown } from './cases.js';
import { decide } from './domain/decide-case.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';
import { forget } from './retention.js';
import { supportSubjectAccess } from './subject-access.js';

const roles: readonly Role[] = ['support'];
const OneCase = z.strictObject({ caseId: Id });
const limit = z.coerce.number().int().min(1).max(100).default(30);
const cursor = z.string().max(200).optional();

/** Cases: opening, finding, reading, who may see them, erasing. */
export function caseRoutes(http: Http, app: Application): void {
  const knownPartner = async (partnerId: string) => {
    if (!(await app.directory.partner(partnerId))) throw problemOf({ refused: 'noSuchPartner' });
  };
  http.route({
    method: 'get',
    path: '/cases',
    summary: 'The cases that the own partners may see, the last touched first',
    roles,
    query: z.strictObject({ state: z.enum(['open', 'closed']).default('open'), limit, cursor }),
    response: SupportCaseList,
    async handler({ query, user }) {
      const page = { partnerIds: await app.partnersOf(user), now: app.now(), limit: query.limit };
      await app.audit.append({ at: page.now, who: user.id, action: 'casesListed', subject: query.state });
      return listCases(app, { ...page, open: query.state === 'open', cursor: query.cursor });
    },
  });
  http.route({
    method: 'post',
    path: '/cases/search',
    summary: 'Find cases by part of a name, among those that the own partners may see',
    roles,
    body: SearchCases,
    response: SupportCaseList,
    async handler({ body, user }) {
      const page = { partnerIds: await app.partnersOf(user), now: app.now(), limit: body.limit };
      await app.audit.append({ at: page.now, who: user.id, action: 'casesSearched', subject: 'byName' });
      return searchCases(app, { ...page, part: body.part, cursor: body.cursor });
    },
  });
  http.route({
    method: 'get',
    path: '/agenda',
    summary: 'Appointments, reminders and steps of the own partners within some days',
    roles,
    query: z.strictObject({ days: z.coerce.number().int().min(0).max(62).default(14), limit, cursor }),
    response: Agenda,
    async handler({ query, user }) {
      const now = app.now();
      const until = new Date(Date.parse(now) + query.days * 86_400_000).toISOString();
      await app.audit.append({ at: now, who: user.id, action: 'agendaRead', subject: 'own' });
      return agenda(app, {
        partnerIds: await app.partnersOf(user),
        now,
        limit: query.limit,
        cursor: query.cursor,
        until,
      });
    },
  });
  http.route({
    method: 'post',
    path: '/cases',
    summary: 'Open a case with the person’s consent; somebody who may be known is asked about first',
    roles,
    body: OpenCase,
    response: SupportCaseView,
    status: 201,
    async handler({ body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      if (body.counselling) await knownPartner(body.counselling.partnerId);
      const key = scopedKey(user, req, idempotencyKey);
      const ids = idsOf(key, app.ids);
      const screening =
        body.screeningId === undefined ? undefined : (await app.screenings.read(body.screeningId))?.state;
      if (body.screeningId !== undefined && screening?.partnerId !== by)
        throw problemOf({ refused: 'noSuchScreening' });
      return openCase(app, body, {
        by,
        who: user.id,
        caseId: ids.next(),
        referralId: ids.next(),
        idempotencyKey: key,
        screening:
          screening && body.screeningId ? { screeningId: body.screeningId, level: screening.level } : undefined,
      });
    },
  });
  http.route({
    method: 'get',
    path: '/cases/:caseId',
    summary: 'One case; audited',
    roles,
    params: OneCase,
    response: SupportCaseView,
    handler: async ({ params: { caseId }, user }) =>
      readCase(app, caseId, { who: user.id, partnerIds: await app.partnersOf(user) }),
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/consents',
    summary: 'The person lets a partner see the case until a day',
    roles,
    params: OneCase,
    body: GiveConsent,
    response: SupportCaseView,
    async handler({ params: { caseId }, body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const { partnerId, until } = body;
      await knownPartner(partnerId);
      const command = { do: 'giveConsent', by, now: app.now(), partnerId, until } as const;
      const refusal = decide(command, (await app.cases.read(caseId))?.state ?? null);
      if (!('refused' in refusal)) await app.people.showTo(caseId, partnerId);
      const reader = { who: user.id, partnerIds: [by] };
      return shown(
        await change(app, caseId, command, { reader, idempotencyKey: scopedKey(user, req, idempotencyKey) }),
      );
    },
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/consents/withdraw',
    summary: 'The person takes a consent back: that partner sees nothing from now on',
    roles,
    params: OneCase,
    body: WithdrawConsent,
    async handler({ params: { caseId }, body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const command = { do: 'withdrawConsent', by, now: app.now(), partnerId: body.partnerId } as const;
      const reader = { who: user.id, partnerIds: [by] };
      await change(app, caseId, command, { reader, idempotencyKey: scopedKey(user, req, idempotencyKey) });
      return undefined;
    },
  });
  http.route({
    method: 'put',
    path: '/cases/:caseId/identity',
    summary: 'Correct who the person is',
    roles,
    params: OneCase,
    body: ChangeIdentity,
    response: SupportCaseView,
    async handler({ params: { caseId }, body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const command = { do: 'correctIdentity', by, now: app.now() } as const;
      const refusal = decide(command, (await app.cases.read(caseId))?.state ?? null);
      if ('refused' in refusal) throw problemOf(refusal);
      // First who it is, then the event: whoever hears it reads the corrected name.
      await app.people.put(caseId, body.identity);
      const reader = { who: user.id, partnerIds: [by] };
      return shown(
        await change(app, caseId, command, { reader, idempotencyKey: scopedKey(user, req, idempotencyKey) }),
      );
    },
  });
  http.route({
    method: 'get',
    path: '/cases/:caseId/subject-access',
    summary: 'Everything that is held about the person, for them (article 15 of the GDPR); audited',
    roles,
    params: OneCase,
    response: SupportSubjectAccess,
    async handler({ params: { caseId }, user }) {
      const reader = { who: user.id, partnerIds: await app.partnersOf(user) };
      const view = await readCase(app, caseId, reader, 'subjectAccess');
      if (view.erased) throw problemOf({ refused: 'personErased' });
      return supportSubjectAccess(app, view);
    },
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/erase',
    summary: 'Erase the person for good; what was counted stays counted',
    roles,
    params: OneCase,
    body: Acting,
    async handler({ params: { caseId }, body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const key = scopedKey(user, req, idempotencyKey);
      const erased = await app.cases.execute(caseId, { do: 'erase', by, now: app.now() }, { idempotencyKey: key });
      if (!erased.ok) throw problemOf(erased);
      await forget(app, caseId, user.id);
      return undefined;
    },
  });
}

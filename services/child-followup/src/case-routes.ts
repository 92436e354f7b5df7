import { CaseView, ChildIdentity, OpenCase } from '@abri/contracts/child-followup-api';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { actRoute, OneCase } from './act.js';
import { type Desk, problemOf, taken } from './cases.js';
import { openToRead, viewBy } from './reading.js';
import { requireLead } from './person-routes.js';
import { casesOfChild } from './retention.js';
import { caseView } from './view.js';

/** Opening a case by referral, reading it, who the child is, and erasing that. */
export function caseRoutes(http: Http, desk: Desk): void {
  http.route({
    method: 'post',
    path: '/cases',
    summary: 'Open a case for a child that school, police, hospital, court or hotline refer',
    roles: ['child-protection'],
    body: OpenCase,
    response: CaseView,
    status: 201,
    async handler({ body: { referrer, child, danger, team, protocolId, identity }, user, idempotencyKey, req }) {
      if (!user.teamIds.includes(team)) throw problemOf('noSuchTeam');
      const plan = await desk.directory.protocol(protocolId);
      if (!plan) throw problemOf('noSuchProtocol');
      const key = scopedKey(user, req, idempotencyKey);
      const caseId = idsOf(key, desk.ids).next();
      const source = { from: 'referral', by: referrer } as const;
      const steps = plan.steps.map(({ text: _, ...step }) => step);
      const now = desk.now();
      const open = { do: 'open', source, child, danger, team, now, by: user.id } as const;
      const command = { ...open, plan: { protocolId: plan.protocolId, steps } };
      taken(await desk.cases.execute(caseId, command, { idempotencyKey: key }));
      if (identity) {
        await desk.records.putIdentity(caseId, team, identity);
        taken(await desk.cases.execute(caseId, { do: 'recordIdentity', now, by: user.id }, identityKey(key)));
      }
      await desk.audit.append({ at: now, who: user.id, action: 'open', subject: caseId });
      return caseView(desk, caseId);
    },
  });
  http.route({
    method: 'get',
    path: '/cases/:caseId',
    summary: 'One case with everything its team knows; audited, apart where it is read in an emergency',
    roles: ['child-protection'],
    params: OneCase,
    response: CaseView,
    async handler({ params: { caseId }, user }) {
      const { right } = await openToRead(desk, user, caseId, { what: 'case' });
      return viewBy(await caseView(desk, caseId), user, right);
    },
  });
  actRoute(http, desk, {
    method: 'put',
    path: '/cases/:caseId/identity',
    summary: 'Record who the child is',
    params: OneCase,
    body: ChildIdentity,
    async action({ body, found }) {
      const { caseId, team, erased, status } = found.child;
      if (erased) throw problemOf('childErased');
      if (status.state === 'joined') throw problemOf('caseJoined', { into: status.into });
      if (status.state === 'closed') throw problemOf('childCaseClosed');
      await desk.records.putIdentity(caseId, team, body);
      return { command: { do: 'recordIdentity' } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/erasure',
    summary: 'Erase the person for good; the case stays as figures',
    params: OneCase,
    async action({ user, found }) {
      await requireLead(desk, user, found.child.team);
      for (const caseId of await casesOfChild(desk, found.child)) await desk.records.erase(caseId);
      return { command: { do: 'erase' } };
    },
  });
}

const identityKey = (key: string | undefined) => ({
  idempotencyKey: key === undefined ? undefined : `${key}-identity`,
});

import { DeclineHandOver, OfferHandOver } from '@abri/contracts/child-followup-api';
import { Id } from '@abri/contracts/vocabulary';
import type { User } from '@abri/service-kit/auth';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { actRoute, OneCase } from './act.js';
import { type Desk, problemOf } from './cases.js';

const OneHandOver = z.strictObject({ caseId: Id, handOverId: Id });

/** A case goes to another team only when that team accepts it. */
export function handOverRoutes(http: Http, desk: Desk): void {
  // The team that offers cannot answer for the other; with nothing on offer, the decision itself says so.
  const requireTeam = (user: User, team: string | undefined) => {
    if (team !== undefined && !user.teamIds.includes(team)) throw problemOf('noSuchHandOver');
  };
  actRoute(http, desk, {
    path: '/cases/:caseId/hand-over',
    summary: 'Offer the case to another team',
    params: OneCase,
    body: OfferHandOver,
    async action({ body, ids }) {
      const known = (await desk.directory.teams()).some(({ teamId }) => teamId === body.to);
      if (!known) throw problemOf('noSuchTeam');
      return { command: { do: 'offerHandOver', handOverId: ids.next(), to: body.to } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/hand-over/:handOverId/accept',
    summary: 'Accept a case that is offered to the own team',
    params: OneHandOver,
    orOffered: true,
    action({ params, user, found }) {
      requireTeam(user, found.child.handOver?.to);
      return { command: { do: 'acceptHandOver', handOverId: params.handOverId } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/hand-over/:handOverId/decline',
    summary: 'Decline a case that is offered to the own team, with the reason',
    params: OneHandOver,
    body: DeclineHandOver,
    orOffered: true,
    action({ params, body, user, found }) {
      requireTeam(user, found.child.handOver?.to);
      return { command: { do: 'declineHandOver', handOverId: params.handOverId, reason: body.reason } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/hand-over/:handOverId/withdraw',
    summary: 'Withdraw an offer that has not been answered',
    params: OneHandOver,
    action: ({ params }) => ({ command: { do: 'withdrawHandOver', handOverId: params.handOverId } }),
  });
}

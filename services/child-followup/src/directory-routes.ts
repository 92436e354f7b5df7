import { ChooseProtocol, ProtocolList, PutProtocol, PutTeam, Team, TeamList } from '@abri/contracts/child-followup-api';
import { AuditVerification } from '@abri/contracts/capacity-api';
import { Protocol } from '@abri/contracts/child-protocol';
import { Id } from '@abri/contracts/vocabulary';
import { firstBroken } from '@abri/service-kit/audit';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { type Desk, problemOf } from './cases.js';

/** Teams and protocols, which the operator enters, and whether the audit log is whole. */
export function directoryRoutes(http: Http, desk: Desk): void {
  http.route({
    method: 'get',
    path: '/teams',
    summary: 'The teams with their workers',
    roles: ['child-protection', 'operator'],
    response: TeamList,
    handler: async ({ user }) => ({ me: user.id, mine: [...user.teamIds], teams: await desk.directory.teams() }),
  });
  http.route({
    method: 'put',
    path: '/teams/:teamId',
    summary: 'Enter a team or change it',
    roles: ['operator'],
    params: z.strictObject({ teamId: Id }),
    body: PutTeam,
    response: Team,
    async handler({ params: { teamId }, body, user }) {
      await desk.directory.putTeam({ teamId, ...body });
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'putTeam', subject: teamId });
      return { teamId, ...body };
    },
  });
  http.route({
    method: 'get',
    path: '/protocols',
    summary: 'The protocols that plans are made from',
    roles: ['child-protection', 'operator'],
    response: ProtocolList,
    handler: async () => ({ protocols: await desk.directory.protocols(), current: await desk.directory.current() }),
  });
  http.route({
    method: 'put',
    path: '/current-protocol',
    summary: 'Choose the protocol that new cases are planned by; plans that are made already stay as they are',
    roles: ['operator'],
    body: ChooseProtocol,
    response: ProtocolList,
    async handler({ body: { protocolId }, user }) {
      const protocols = await desk.directory.protocols();
      if (!protocols.some((known) => known.protocolId === protocolId)) throw problemOf('noSuchProtocol');
      await desk.directory.choose(protocolId);
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'chooseProtocol', subject: protocolId });
      return { protocols, current: protocolId };
    },
  });
  http.route({
    method: 'put',
    path: '/protocols/:protocolId',
    summary: 'Enter a protocol or change it; plans that are made already stay as they are',
    roles: ['operator'],
    params: z.strictObject({ protocolId: Id }),
    body: PutProtocol,
    response: Protocol,
    async handler({ params: { protocolId }, body, user }) {
      const protocol = Protocol.safeParse({ protocolId, ...body });
      if (!protocol.success) throw new HttpProblem(400, 'not-valid', 'The protocol is not valid');
      await desk.directory.putProtocol(protocol.data);
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'putProtocol', subject: protocolId });
      return protocol.data;
    },
  });
  http.route({
    method: 'get',
    path: '/audit/verification',
    summary: 'Whether the audit log is as it was written',
    roles: ['operator'],
    response: AuditVerification,
    async handler() {
      const entries = await desk.audit.all();
      const broken = firstBroken(entries);
      return { whole: broken === null, entries: entries.length, firstBroken: broken };
    },
  });
}

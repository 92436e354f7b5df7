import { ChildSubjectAccess } from '@abri/contracts/subject-access';
import type { Readings } from '@abri/service-kit/audit-readings';
import type { User } from '@abri/service-kit/auth';
import type { Http } from '@abri/service-kit/http';
import { OneCase } from './act.js';
import { type Desk, ownCase, problemOf } from './cases.js';
import { childSubjectAccess } from './subject-access.js';
import { caseView } from './view.js';

/** Throws unless the user leads this team: what is for the lead alone. */
export async function requireLead(desk: Desk, user: User, teamId: string): Promise<void> {
  const team = (await desk.directory.teams()).find((one) => one.teamId === teamId);
  if (!team?.workers.some(({ workerId, lead }) => lead && workerId === user.id)) throw problemOf('leadOnly');
}

/** What the person of a case has a right to know. */
export function personRoutes(http: Http, desk: Desk, readings: Readings): void {
  http.route({
    method: 'get',
    path: '/cases/:caseId/subject-access',
    summary: 'What is held about the child, for them (article 15 of the GDPR); by the lead alone, audited',
    roles: ['child-protection'],
    params: OneCase,
    response: ChildSubjectAccess,
    async handler({ params: { caseId }, user }) {
      const { child } = await ownCase(desk, user, caseId);
      await requireLead(desk, user, child.team);
      if (child.erased) throw problemOf('childErased');
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'subjectAccess', subject: caseId });
      return childSubjectAccess(desk, readings, await caseView(desk, caseId));
    },
  });
}

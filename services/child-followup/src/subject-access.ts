import type { CaseView } from '@abri/contracts/child-followup-api';
import { ChildSubjectAccess } from '@abri/contracts/subject-access';
import type { Readings } from '@abri/service-kit/audit-readings';
import { type Desk, readCase } from './cases.js';
import { casesOfChild } from './retention.js';

/** What is done to a case is told; that it was compared with another child's is not. */
const untold: readonly string[] = ['findDifferent'];

/**
 * What is held about a child, with what the joined cases hold. It leaves out the safe parent's name and number, the
 * placement that the child came by (it leads to where others stay), workers, the texts of reports to the CRIP (who
 * reported whom), and what documents contain: others wrote them.
 */
export async function childSubjectAccess(desk: Desk, readings: Readings, view: CaseView): Promise<ChildSubjectAccess> {
  const { case: child } = view;
  const all = await casesOfChild(desk, child);
  const { history } = (await readCase(desk, child.caseId)).state;
  const names = new Map((await desk.directory.teams()).map(({ teamId, name }) => [teamId, name]));
  const teamName = (teamId: string) => names.get(teamId) ?? teamId;
  const read = (await Promise.all(all.map((caseId) => readings.about(caseId)))).flat();
  const { source, status } = child;
  return {
    madeAt: desk.now(),
    withheld: ['namesOfWorkers', 'otherPeopleInTheCase', 'whereOthersAre', 'textsOfReports', 'contentsOfDocuments'],
    readings: read.filter(({ action }) => !untold.includes(action)).sort((a, b) => a.at.localeCompare(b.at)),
    reference: view.reference,
    identity: view.identity && ChildSubjectAccess.shape.identity.unwrap().strip().parse(view.identity),
    sex: child.sex,
    ageYearsAtOpening: child.ageYears,
    openedAt: child.openedAt,
    cameBy: source.from === 'placement' ? 'placement' : source.by,
    danger: child.danger,
    state: status.state,
    closed: status.state === 'closed' ? { at: status.at, reason: status.reason, reviewAt: status.reviewAt } : null,
    team: teamName(child.team),
    toldTeams: history.flatMap(({ at, fact }) => {
      if (fact.type === 'HandOverOffered') return [{ at, team: teamName(fact.data.to) }];
      return fact.type === 'HandOverAccepted' ? [{ at, team: teamName(fact.data.team) }] : [];
    }),
    reports: child.reports.map(({ madeAt, channel, urgent, acknowledgedAt }) => ({
      at: madeAt,
      channel,
      urgent,
      acknowledgedAt,
    })),
    tasks: child.tasks.map(({ kind, who, dueAt, state, endedAt }) => ({ kind, who, dueAt, state, endedAt })),
    notes: view.notes.map(({ at, text }) => ({ at, text })),
    assessments: view.assessments.map(({ at, instrument, scores, total }) => ({ at, instrument, scores, total })),
    documents: view.documents.map(({ at, kind, title, mediaType, bytes }) => ({ at, kind, title, mediaType, bytes })),
  };
}

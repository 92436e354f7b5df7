import { CandidateList, JoinCase } from '@abri/contracts/child-followup-api';
import type { Candidate, ChildIdentity } from '@abri/contracts/child-followup-api';
import { referenceOf } from '@abri/contracts/placement';
import { nameLikeness } from '@abri/personal-data/names';
import type { Http } from '@abri/service-kit/http';
import { CaseView } from '@abri/contracts/child-followup-api';
import { actRoute, OneCase } from './act.js';
import { type Desk, join, ownCase, problemOf, readCase, requireJoinable, separate } from './cases.js';
import { compare } from './domain/match.js';
import type { CaseState } from './domain/state.js';
import { fullName } from './records.js';
import { caseView, dangerAt } from './view.js';

const mostProposed = 20;
const mostLookedAt = 500;

/** The same child twice: proposed by a careful match, joined or told apart by a person, never silently. */
export function joinRoutes(http: Http, desk: Desk): void {
  http.route({
    method: 'get',
    path: '/cases/:caseId/candidates',
    summary: 'Cases that may be the same child; audited',
    roles: ['child-protection'],
    params: OneCase,
    response: CandidateList,
    async handler({ params: { caseId }, user }) {
      const { state } = await ownCase(desk, user, caseId, true);
      const candidates = await candidatesOf(desk, caseId, state);
      for (const candidate of candidates) {
        const purpose = `candidateOf:${caseId}`;
        await desk.audit.append({
          at: desk.now(),
          who: user.id,
          action: 'nameRead',
          subject: candidate.caseId,
          purpose,
        });
      }
      return { candidates };
    },
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/join',
    summary: 'Join another case of the same child to this one; it ends, and its open tasks go on here',
    roles: ['child-protection'],
    params: OneCase,
    body: JoinCase,
    response: CaseView,
    async handler({ params: { caseId }, body: { other }, user }) {
      const [into, from] = [await ownCase(desk, user, caseId), await readCase(desk, other)];
      const joined = from.child.status.state === 'joined' && from.child.status.into === caseId;
      if (!joined) {
        // The other team's case may be joined only where the match has proposed it: nobody takes a case by its id.
        const proposed = (await candidatesOf(desk, caseId, into.state)).some((one) => one.caseId === other);
        if (!proposed && !user.teamIds.includes(from.child.team)) throw problemOf('noSuchChildCase');
        requireJoinable(from.child, into.child);
        await join(desk, other, caseId, user.id);
      }
      const purpose = `join:${other}`;
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'join', subject: caseId, purpose });
      return caseView(desk, caseId);
    },
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/separate',
    summary: 'Undo a join: the other case lives again with its tasks, with the team that had it',
    roles: ['child-protection'],
    params: OneCase,
    body: JoinCase,
    response: CaseView,
    async handler({ params: { caseId }, body: { other }, user }) {
      const { child, state } = await ownCase(desk, user, caseId);
      if (child.status.state === 'joined') throw problemOf('caseJoined', { into: child.status.into });
      if (child.joined.includes(other)) await separate(desk, caseId, other, user.id);
      else if (!state.different.includes(other)) throw problemOf('notJoined');
      const purpose = `separate:${other}`;
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'separate', subject: caseId, purpose });
      return caseView(desk, caseId);
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/not-same',
    summary: 'Say that another case is another child; it is not proposed again',
    params: OneCase,
    body: JoinCase,
    action: ({ body }) => ({ command: { do: 'findDifferent', other: body.other } }),
  });
}

async function candidatesOf(desk: Desk, caseId: string, state: CaseState): Promise<Candidate[]> {
  const identity = (await desk.records.identities([caseId])).get(caseId);
  const { child } = state;
  if (!identity || !child || child.status.state === 'joined') return [];
  const alike = await desk.records.alike(identity, mostLookedAt);
  const rows = await desk.rows.byIds([...alike.keys()]);
  const found = rows.flatMap((row): Candidate[] => {
    const other = alike.get(row._id);
    const { _id, sex, ageYears, danger, team, openedAt } = row;
    if (!other || _id === caseId || row.state === 'joined' || state.different.includes(_id)) return [];
    const likeness = compare({
      nameLikeness: closest(identity, other),
      birthDates: [identity.birthDate ?? null, other.birthDate ?? null],
      children: [child, { sex, ageYears }],
    });
    if (!likeness) return [];
    const line = { caseId: _id, reference: referenceOf(_id), name: fullName(other), sex, ageYears, team, openedAt };
    return [{ ...line, danger: dangerAt(danger), birthDate: other.birthDate ?? null, ...likeness }];
  });
  const rank = ({ likeness, agrees }: Candidate) => (likeness === 'strong' ? 10 : 0) + agrees.length;
  const best = found.sort((a, b) => rank(b) - rank(a)).slice(0, mostProposed);
  const told = await Promise.all(
    best.map(async (one) => ((await desk.cases.read(one.caseId))?.state.different.includes(caseId) ? [] : [one])),
  );
  return told.flat();
}

/** How alike the closest two of all their names are. */
function closest(one: ChildIdentity, other: ChildIdentity): number {
  const [names, others] = [one, other].map((identity) => [fullName(identity), ...identity.otherNames]);
  return Math.max(...(names ?? []).flatMap((name) => (others ?? []).map((known) => nameLikeness(name, known))));
}

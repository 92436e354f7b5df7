import {
  BreakGlassAnswer,
  BreakGlassList,
  type BreakGlassRow,
  OpenBreakGlass,
  ReviewBreakGlass,
} from '@abri/contracts/child-followup-api';
import { referenceOf } from '@abri/contracts/placement';
import { Id } from '@abri/contracts/vocabulary';
import { PersonErased } from '@abri/personal-data/vault';
import type { User } from '@abri/service-kit/auth';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { type BreakGlassDocument, mostADay } from './break-glass.js';
import { type Desk, livingCase, problemOf, readCase, taken } from './cases.js';
import { accessesOf, liveAccess } from './domain/break-glass.js';
import { BreakGlassText, namesOf } from './view.js';

const OneAccess = z.strictObject({ caseId: Id, accessId: Id });

/** Opening the case of a child that another team follows: possible, loud, and reviewed by that team's lead. */
export function breakGlassRoutes(http: Http, desk: Desk): void {
  const noted = (who: string, action: string, subject: string, purpose: string) =>
    desk.audit.append({ at: desk.now(), who, action, subject, purpose });
  const isLead = async (user: User, teamId: string) => {
    const team = (await desk.directory.teams()).find((one) => one.teamId === teamId);
    return user.teamIds.includes(teamId) && !!team?.workers.some((one) => one.lead && one.workerId === user.id);
  };

  http.route({
    method: 'post',
    path: '/break-glass',
    summary:
      'Open the case of a child that another team follows, by its exact code, for an hour; audited, told to its team',
    roles: ['child-protection'],
    body: OpenBreakGlass,
    response: BreakGlassAnswer,
    async handler({ body: { reference, birthDate, reason, text }, user, idempotencyKey, req }) {
      const now = desk.now();
      const key = scopedKey(user, req, idempotencyKey) ?? desk.ids.next();
      const coded = await casesOf(desk, reference);
      const own = coded.find(({ child }) => user.teamIds.includes(child.team));
      const others = coded.filter(({ child }) => !user.teamIds.includes(child.team));
      if (own && others.length === 0) throw problemOf('ownTeamsCase', { caseId: own.child.caseId });
      const lasting = others.flatMap(({ child, state }) => {
        const access = liveAccess(state, user.id, now);
        return access ? [{ caseId: child.caseId, access }] : [];
      })[0];
      if (lasting) return lasting;

      // Before anything is told about the code, whether there is such a case included.
      const from = await desk.breakGlasses.take(user.id, now, key);
      if (from !== null) {
        await noted(user.id, 'breakGlassRefused', 'list', 'spent');
        throw problemOf('breakGlassSpent', { most: mostADay, from });
      }
      const meant = await theOneBorn(
        desk,
        others.map(({ child }) => child.caseId),
        birthDate,
      );
      if (meant === undefined) {
        await noted(user.id, 'breakGlassRefused', 'list', 'notFound');
        throw problemOf('noSuchReference');
      }
      const accessId = idsOf(key, desk.ids).next();
      const record = { recordId: accessId, caseId: meant, kind: 'breakGlass', at: now, by: user.id } as const;
      await desk.records.add(record, { text }).catch((error: unknown) => {
        throw error instanceof PersonErased ? problemOf('childErased') : error;
      });
      const command = { do: 'breakGlass', accessId, reason, now, by: user.id } as const;
      const result = await desk.cases.execute(meant, command, { idempotencyKey: key });
      const access = accessesOf(result.state).find((one) => one.accessId === accessId);
      if (!access && !result.replayed) await desk.records.forget(accessId);
      const given = access ?? liveAccess(taken(result).state, user.id, now);
      if (!given) throw problemOf('breakGlassEnded');
      await noted(user.id, 'breakGlassOpened', meant, given.accessId);
      return { caseId: meant, access: given };
    },
  });
  http.route({
    method: 'get',
    path: '/break-glass',
    summary:
      'Emergency openings: those of the own teams’ cases that nobody has reviewed, and one’s own that last; audited',
    roles: ['child-protection'],
    response: BreakGlassList,
    async handler({ user }) {
      const at = desk.now();
      const [ofTeams, mine] = [
        await desk.breakGlasses.unreviewed(user.teamIds),
        await desk.breakGlasses.liveOf(user.id, at),
      ];
      const caseIds = ofTeams.map(({ caseId }) => caseId);
      const names = await namesOf(desk, caseIds);
      const texts = await textsOf(desk, caseIds);
      const leads = new Set<string>();
      for (const team of new Set(ofTeams.map((one) => one.team))) if (await isLead(user, team)) leads.add(team);
      if (ofTeams.length > 0) await noted(user.id, 'breakGlassListRead', 'list', `${ofTeams.length} unreviewed`);
      return {
        at,
        toReview: ofTeams.map((one) => ({
          ...rowOf(one),
          name: names.get(one.caseId) ?? null,
          text: texts.get(one.accessId) ?? null,
          mayReview: one.by !== user.id && leads.has(one.team),
        })),
        mine: mine.map(rowOf),
      };
    },
  });
  http.route({
    method: 'post',
    path: '/cases/:caseId/break-glass/:accessId/review',
    summary: 'A lead’s verdict on an emergency opening, once; never by whoever opened the case',
    roles: ['child-protection'],
    params: OneAccess,
    body: ReviewBreakGlass,
    response: BreakGlassAnswer,
    async handler({ params: { caseId, accessId }, body: { verdict, note }, user, idempotencyKey, req }) {
      // The team of that night answers for it, wherever the case has gone since: a hand-over ends no review.
      const { state, child } = await readCase(desk, caseId);
      const access = accessesOf(state).find((one) => one.accessId === accessId);
      // A stranger to the case must not learn that there is one.
      if (!access || !(user.teamIds.includes(access.team) || access.by === user.id))
        throw problemOf(user.teamIds.includes(child.team) ? 'noSuchBreakGlass' : 'noSuchChildCase');
      if (access.by === user.id) throw problemOf('ownBreakGlass');
      if (!(await isLead(user, access.team))) throw problemOf('leadOnly');
      const key = scopedKey(user, req, idempotencyKey);
      const now = desk.now();
      const noteId = idsOf(key, desk.ids).next();
      const record = { recordId: noteId, caseId, kind: 'breakGlassReview', at: now, by: user.id } as const;
      // Of an erased person nothing is written any more; the verdict is given all the same.
      await desk.records.add(record, { text: note }).catch((error: unknown) => {
        if (!(error instanceof PersonErased)) throw error;
      });
      const command = { do: 'reviewBreakGlass', accessId, verdict, noteId, now, by: user.id } as const;
      const result = await desk.cases.execute(caseId, command, { idempotencyKey: key });
      if (!result.ok && !result.replayed) await desk.records.forget(noteId);
      const after = accessesOf(taken(result).state).find((one) => one.accessId === accessId);
      await noted(user.id, 'breakGlassReviewed', caseId, accessId);
      return { caseId, access: after ?? access };
    },
  });
}

/** The living cases with this code, each once. */
async function casesOf(desk: Desk, reference: string) {
  const living = new Set<string>();
  for (const caseId of await desk.rows.byReference(reference)) living.add((await livingCase(desk, caseId)).caseId);
  return Promise.all([...living].map((caseId) => readCase(desk, caseId)));
}

/** The one case that is meant: the only one, or the only one of a child born on that day. */
async function theOneBorn(desk: Desk, caseIds: readonly string[], birthDate: string | undefined) {
  if (caseIds.length < 2 || birthDate === undefined) return caseIds.length === 1 ? caseIds[0] : undefined;
  const identities = await desk.records.identities(caseIds);
  const born = caseIds.filter((caseId) => identities.get(caseId)?.birthDate === birthDate);
  return born.length === 1 ? born[0] : undefined;
}

async function textsOf(desk: Desk, caseIds: readonly string[]): Promise<Map<string, string>> {
  const records = await desk.records.ofCases([...new Set(caseIds)], ['breakGlass']);
  return new Map(records.map(({ recordId, content }) => [recordId, BreakGlassText.parse(content).text]));
}

function rowOf({ review: _, ...access }: BreakGlassDocument): BreakGlassRow {
  return { ...access, reference: referenceOf(access.caseId), name: null, text: null, mayReview: false };
}

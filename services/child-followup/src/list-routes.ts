import { CaseList, SearchCases, TeamLoad, Worklist, WorklistScope } from '@abri/contracts/child-followup-api';
import { TaskKind } from '@abri/contracts/child-protocol';
import { referenceOf } from '@abri/contracts/placement';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type Desk, problemOf } from './cases.js';
import { loadsOf } from './load.js';
import { caseRow, dangerAt, namesOf, taskRow } from './view.js';

const limit = z.coerce.number().int().min(1).max(100).default(25);
const cursor = z.string().max(300).optional();
const Paged = z.strictObject({ limit, cursor });

/** Lists: what there is to do, the cases, search by part of a name, hand-overs, load and export. */
export function listRoutes(http: Http, desk: Desk): void {
  const read = (who: string, action: string, purpose: string) =>
    desk.audit.append({ at: desk.now(), who, action, subject: 'list', purpose });

  http.route({
    method: 'get',
    path: '/worklist',
    summary: 'Open tasks of the own teams: overdue first, then by danger; audited',
    roles: ['child-protection'],
    query: Paged.extend({ scope: WorklistScope.default('mine'), kind: TaskKind.optional() }),
    response: Worklist,
    async handler({ query: { scope, kind, ...paging }, user }) {
      const now = desk.now();
      const page = await desk.rows.worklist({ teams: user.teamIds, worker: user.id, scope, kind, now, ...paging });
      const names = await namesOf(
        desk,
        page.rows.map(({ caseId }) => caseId),
      );
      await read(user.id, 'worklistRead', scope);
      return { at: now, tasks: page.rows.map((row) => taskRow(row, names, now)), next: page.next };
    },
  });
  http.route({
    method: 'get',
    path: '/cases',
    summary: 'Cases of the own teams by danger; audited',
    roles: ['child-protection'],
    query: Paged.extend({ state: z.enum(['open', 'closed', 'joined']).optional() }),
    response: CaseList,
    async handler({ query: { state, ...paging }, user }) {
      const page = await desk.rows.cases({ teams: user.teamIds, state, ...paging });
      const names = await namesOf(
        desk,
        page.rows.map(({ _id }) => _id),
      );
      await read(user.id, 'caseListRead', state ?? 'all');
      return { cases: page.rows.map((row) => caseRow(row, names)), next: page.next };
    },
  });
  http.route({
    method: 'post',
    path: '/cases/search',
    summary: 'Cases of the own teams by part of a name; audited. The part travels in the body, never in an address',
    roles: ['child-protection'],
    body: SearchCases,
    response: CaseList,
    async handler({ body, user }) {
      const { part, cursor: after, limit: most } = body;
      const hits = await desk.records.search({ teams: user.teamIds, part, limit: most, cursor: after });
      if (!hits) throw problemOf('partTooShort');
      const names = new Map(hits.found.map(({ caseId, name }) => [caseId, name]));
      const rows = await desk.rows.byIds([...names.keys()]);
      await read(user.id, 'search', `${rows.length} found`);
      const order = [...names.keys()];
      const sorted = rows.sort((a, b) => order.indexOf(a._id) - order.indexOf(b._id));
      return { cases: sorted.map((row) => caseRow(row, names)), next: hits.next };
    },
  });
  http.route({
    method: 'get',
    path: '/hand-overs',
    summary: 'Cases that are offered to the own teams',
    roles: ['child-protection'],
    response: CaseList,
    async handler({ user }) {
      const rows = await desk.rows.handOversTo(user.teamIds);
      const names = await namesOf(
        desk,
        rows.map(({ _id }) => _id),
      );
      await read(user.id, 'handOversRead', 'offered');
      return { cases: rows.map((row) => caseRow(row, names)), next: null };
    },
  });
  http.route({
    method: 'get',
    path: '/teams/:teamId/load',
    summary: 'How much each worker of an own team has to do',
    roles: ['child-protection'],
    params: z.strictObject({ teamId: Id }),
    response: TeamLoad,
    async handler({ params: { teamId }, user }) {
      if (!user.teamIds.includes(teamId)) throw problemOf('noSuchTeam');
      const now = desk.now();
      const workers = (await desk.directory.teams()).find((team) => team.teamId === teamId)?.workers ?? [];
      const loads = loadsOf(
        await desk.rows.openTasksOf(teamId),
        workers.map(({ workerId }) => workerId),
        now,
      );
      return { teamId, at: now, loads };
    },
  });
  http.route({
    method: 'get',
    path: '/exports/cases',
    answers: 'text/csv',
    summary: 'Cases of the own teams as CSV: references, categories and dates, no names; audited',
    roles: ['child-protection'],
    async handler({ user, res }) {
      await read(user.id, 'export', 'cases');
      res.type('text/csv').attachment('cases.csv');
      const columns = ['reference', 'state', 'sex', 'ageYears', 'danger', 'team', 'openedAt', 'openTasks', 'nextDueAt'];
      res.write(stringify([columns]));
      for (let after: string | undefined; ;) {
        const page = await desk.rows.cases({ teams: user.teamIds, state: undefined, limit: 500, cursor: after });
        const lines = page.rows.map(({ _id, danger, ...row }) => ({
          ...row,
          reference: referenceOf(_id),
          danger: dangerAt(danger),
        }));
        res.write(stringify(lines, { columns }));
        if (!page.next) break;
        after = page.next;
      }
      res.end();
      return undefined;
    },
  });
}

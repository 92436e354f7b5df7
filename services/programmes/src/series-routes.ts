import { AuditVerification } from '@abri/contracts/capacity-api';
import {
  ChangeTexts,
  PlanSeries,
  ProgrammeResults,
  SeriesList,
  SeriesQuery,
  SeriesView,
} from '@abri/contracts/programmes-api';
import { ProgrammeKind } from '@abri/contracts/programme';
import { Id, type Role } from '@abri/contracts/vocabulary';
import { firstBroken } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';
import { linesOf, openKinds, readSeries, resultsOf, runsProgrammes, taken, viewOf } from './series.js';

/** Everybody in the network may see trainings and public events, and sign up. */
export const partners: readonly Role[] = [
  'programmes',
  'support',
  'hotline',
  'shelter',
  'child-protection',
  'justice',
  'observatory',
];
export const OneSeries = z.strictObject({ seriesId: Id });
const Year = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) });

/** The instant at which a year begins by the district's clock: in winter it is an hour ahead of UTC. */
const newYear = (year: number) => new Date(Date.UTC(year, 0, 1) - 3_600_000).toISOString();

/** Series: planning, finding, reading, results. */
export function seriesRoutes(http: Http, app: Application): void {
  http.route({
    method: 'get',
    path: '/series',
    summary: 'Programmes, of a kind, with a session in a span of time; others than programmes see what is open to all',
    roles: partners,
    query: SeriesQuery,
    response: SeriesList,
    async handler({ query: { kind, from, to, cursor, limit }, user }) {
      const may: readonly ProgrammeKind[] = runsProgrammes(user) ? ProgrammeKind.options : openKinds;
      const kinds = kind === undefined ? may : may.filter((one) => one === kind);
      const rows = await app.queries.list({ kinds, from, to, cursor: cursor ?? null, limit });
      const last = rows.at(-1)?.seriesId ?? null;
      return { series: await linesOf(app, rows), nextCursor: rows.length === limit ? last : null };
    },
  });
  http.route({
    method: 'post',
    path: '/series',
    summary: 'Plan a programme with its first sessions',
    roles: ['programmes'],
    body: PlanSeries,
    response: SeriesView,
    status: 201,
    async handler({ body: { programme, texts, sessions }, user, idempotencyKey, req }) {
      const key = scopedKey(user, req, idempotencyKey);
      const ids = idsOf(key, app.ids);
      const [seriesId, textId] = [ids.next(), ids.next()];
      if (!(await app.texts.put(textId, texts))) throw problemOf({ refused: 'idempotencyKeyReused' });
      const planned = sessions.map(({ startsAt, minutes }) => ({
        sessionId: ids.next(),
        startsAt: new Date(startsAt).toISOString(),
        minutes,
      }));
      const command = { do: 'plan', programme, textId, sessions: planned } as const;
      const result = taken(await app.series.execute(seriesId, command, { idempotencyKey: key }));
      return viewOf(app, seriesId, result, user);
    },
  });
  http.route({
    method: 'get',
    path: '/series/:seriesId',
    summary: 'One programme; the names of participants only for those who run it, audited',
    roles: partners,
    params: OneSeries,
    response: SeriesView,
    async handler({ params: { seriesId }, user }) {
      const found = await readSeries(app, seriesId, user);
      if (runsProgrammes(user) && found.state.participants.length > 0)
        await app.audit.append({ at: app.now(), who: user.id, action: 'participantsRead', subject: seriesId });
      return viewOf(app, seriesId, found, user);
    },
  });
  http.route({
    method: 'put',
    path: '/series/:seriesId/texts',
    summary: 'Change the title, the place and the links of materials',
    roles: ['programmes'],
    params: OneSeries,
    body: ChangeTexts,
    response: SeriesView,
    async handler({ params: { seriesId }, body, user, idempotencyKey, req }) {
      const key = scopedKey(user, req, idempotencyKey);
      const textId = idsOf(key, app.ids).next();
      if (!(await app.texts.put(textId, body))) throw problemOf({ refused: 'idempotencyKeyReused' });
      const result = await app.series.execute(seriesId, { do: 'changeTexts', textId }, { idempotencyKey: key });
      return viewOf(app, seriesId, taken(result), user);
    },
  });
  http.route({
    method: 'get',
    path: '/results',
    summary: 'What was done in a year, in the scheme’s own terms',
    roles: ['programmes', 'observatory', 'operator'],
    query: Year,
    response: ProgrammeResults,
    handler: ({ query: { year } }) => resultsOf(app, year, newYear(year), newYear(year + 1)),
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

import { answersRefused, scoreScreening } from '@abri/contracts/screening-instrument';
import { FollowScreening, RecordScreening, ScreeningList, ScreeningView } from '@abri/contracts/support-api';
import { Id } from '@abri/contracts/vocabulary';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { readCursor } from './case-lists.js';
import { categoryNow, taken } from './cases.js';
import { instrumentOf, screeningRoles } from './directory-routes.js';
import type { Screening } from './domain/screening.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

const Scored = z.object({ score: z.int(), answered: z.int(), asked: z.int() });
const OneScreening = z.strictObject({ screeningId: Id });
const Page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** Screenings: asked by any partner, without a name. The answers are sealed; the level alone is told. */
export function screeningRoutes(http: Http, app: Application): void {
  const viewsOf = async (screenings: readonly (Screening & { screeningId: string })[]) => {
    const sealed = await app.records.ofMany(
      screenings.map(({ screeningId }) => screeningId),
      'answers',
    );
    return screenings.map((screening): z.input<typeof ScreeningView> => {
      const { score, answered, asked } = Scored.safeParse(sealed.get(screening.screeningId)).data ?? {
        score: 0,
        answered: 0,
        asked: 0,
      };
      return { ...screening, score, answered, asked };
    });
  };
  const read = async (screeningId: string) => {
    const found = await app.screenings.read(screeningId);
    if (!found?.state) throw problemOf({ refused: 'noSuchScreening' });
    const [view] = await viewsOf([{ ...found.state, screeningId }]);
    if (!view) throw problemOf({ refused: 'noSuchScreening' });
    return view;
  };

  http.route({
    method: 'get',
    path: '/screenings',
    summary: 'The screenings that the own partners asked',
    roles: screeningRoles,
    query: Page,
    response: ScreeningList,
    async handler({ query: { limit, cursor }, user }) {
      const place = readCursor(cursor);
      const found = await app.queries.screenings({
        partnerIds: await app.partnersOf(user),
        cursor: place && { at: place[0], screeningId: place[1] },
        limit,
      });
      const last = found.at(-1);
      const next = Buffer.from(JSON.stringify([last?.at, last?.screeningId])).toString('base64url');
      return { screenings: await viewsOf(found), nextCursor: last && found.length === limit ? next : null };
    },
  });
  http.route({
    method: 'post',
    path: '/screenings',
    summary: 'Record a screening: the answers are sealed, the level is told',
    roles: screeningRoles,
    body: RecordScreening,
    response: ScreeningView,
    status: 201,
    async handler({ body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const instrument = await instrumentOf(app, body.instrument, body.version);
      const wrong = answersRefused(instrument, body.answers);
      if (wrong.length > 0)
        throw new HttpProblem(400, 'not-valid', 'The request is not valid', {
          detail: 'Nothing was changed. Correct every field named below and send it again.',
          violations: wrong.map((id) => ({ pointer: `/answers/${id}`, message: 'is no answer to a question asked' })),
        });
      const { level, ...scored } = scoreScreening(instrument, body.answers);
      const key = scopedKey(user, req, idempotencyKey);
      const screeningId = idsOf(key, app.ids).next();
      if (!(await app.records.put(screeningId, 'answers', { answers: body.answers, ...scored })))
        throw problemOf({ refused: 'idempotencyKeyReused' });
      const { instrument: name, version, caseId } = body;
      if (caseId !== undefined) {
        const category = await categoryNow(app, caseId);
        const now = app.now();
        const command = { do: 'addScreening', by, now, category, screeningId, level } as const;
        taken(await app.cases.execute(caseId, command));
        await app.audit.append({ at: now, who: user.id, action: 'addScreening', subject: caseId });
      }
      const recorded = await app.screenings.execute(
        screeningId,
        { do: 'record', by, instrument: name, version, level },
        { idempotencyKey: key },
      );
      if (!recorded.ok) throw problemOf(recorded);
      return read(screeningId);
    },
  });
  http.route({
    method: 'post',
    path: '/screenings/:screeningId/follow',
    summary: 'Say what came of a screening',
    roles: screeningRoles,
    params: OneScreening,
    body: FollowScreening,
    response: ScreeningView,
    async handler({ params: { screeningId }, body, user, idempotencyKey, req }) {
      const by = await app.actingFor(user, body.as);
      const followed = await app.screenings.execute(
        screeningId,
        { do: 'follow', by, outcome: body.outcome },
        { idempotencyKey: scopedKey(user, req, idempotencyKey) },
      );
      if (!followed.ok) throw problemOf(followed);
      return read(screeningId);
    },
  });
}

import {
  CancelSession,
  HoldSession,
  PlanSession,
  RecordAttendance,
  RecordFeedback,
  SeriesView,
} from '@abri/contracts/programmes-api';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import type { SeriesCommand } from './domain/decide.js';
import type { Application } from './http.js';
import { taken, viewOf } from './series.js';
import { OneSeries } from './series-routes.js';

const OneSession = z.strictObject({ seriesId: Id, sessionId: Id });
const Nothing = z.strictObject({});

/** Sessions of a series, and its end: what those who run the programmes do. */
export function sessionRoutes(http: Http, app: Application): void {
  const step = <P extends z.ZodObject<{ seriesId: typeof Id }>, B extends z.ZodType>(
    route: { path: string; summary: string; params: P; body: B; status?: number },
    commandOf: (params: z.infer<P>, body: z.infer<B>, ids: { next(): string }) => SeriesCommand,
  ) =>
    http.route({
      method: 'post',
      path: `/series/:seriesId${route.path}`,
      summary: route.summary,
      roles: ['programmes'],
      params: route.params,
      body: route.body,
      response: SeriesView,
      status: route.status ?? 200,
      async handler({ params, body, user, idempotencyKey, req }) {
        const { seriesId } = params as { seriesId: string };
        const key = scopedKey(user, req, idempotencyKey);
        const command = commandOf(params as z.infer<P>, body as z.infer<B>, idsOf(key, app.ids));
        const result = taken(await app.series.execute(seriesId, command, { idempotencyKey: key }));
        await app.audit.append({ at: app.now(), who: user.id, action: command.do, subject: seriesId });
        return viewOf(app, seriesId, result, user);
      },
    });
  const utc = (startsAt: string) => new Date(startsAt).toISOString();

  step(
    { path: '/sessions', summary: 'Plan another session', params: OneSeries, body: PlanSession, status: 201 },
    (_, { startsAt, minutes }, ids) => ({
      do: 'planSession',
      sessionId: ids.next(),
      startsAt: utc(startsAt),
      minutes,
    }),
  );
  step(
    { path: '/sessions/:sessionId/move', summary: 'Move a session', params: OneSession, body: PlanSession },
    ({ sessionId }, { startsAt, minutes }) => ({ do: 'moveSession', sessionId, startsAt: utc(startsAt), minutes }),
  );
  step(
    { path: '/sessions/:sessionId/cancel', summary: 'Call a session off', params: OneSession, body: CancelSession },
    ({ sessionId }, { reason }) => ({ do: 'cancelSession', sessionId, reason }),
  );
  step(
    { path: '/sessions/:sessionId/held', summary: 'How many were reached', params: OneSession, body: HoldSession },
    ({ sessionId }, { reached }) => ({ do: 'holdSession', sessionId, reached, now: app.now() }),
  );
  step(
    {
      path: '/sessions/:sessionId/attendance',
      summary: 'Who of a training’s participants was there',
      params: OneSession,
      body: RecordAttendance,
    },
    ({ sessionId }, { attended }) => ({ do: 'recordAttendance', sessionId, attended, now: app.now() }),
  );
  step(
    {
      path: '/sessions/:sessionId/feedback',
      summary: 'How many gave which score',
      params: OneSession,
      body: RecordFeedback,
    },
    ({ sessionId }, feedback) => ({ do: 'recordFeedback', sessionId, feedback }),
  );
  step(
    {
      path: '/complete',
      summary: 'End a programme; a training gives its certificates',
      params: OneSeries,
      body: Nothing,
    },
    (_, __, ids) => ({ do: 'complete', certificates: ids.next() }),
  );
}

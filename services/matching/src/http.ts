import { assessDanger, defaultInstrument } from '@abri/contracts/danger-instrument';
import type { DangerAssessment } from '@abri/contracts/household';
import {
  ChoosePlace,
  ConfirmPlacement,
  PlacementList,
  PlacementView,
  PreviewPlacement,
  ReferRequest,
  RequestPlacement,
  WithdrawRequest,
} from '@abri/contracts/matching-api';
import { PlacementStatus, Ranking } from '@abri/contracts/placement';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { rank } from './domain/ranking/rank.js';
import { confirm, end } from './endings.js';
import { requestIdOf } from './ids.js';
import { problemOf } from './refusals.js';
import { choose, place, rankingFor } from './requests.js';
import { type Application, hotline, OneRequest, stepsOf } from './steps.js';
import { isCursor } from './store.js';

const states = PlacementStatus.options.map(({ shape }) => shape.state.value);
const Listing = z.strictObject({
  /** States, separated by commas; all but ended ones when left out. */
  state: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(states)).min(1))
    .default(states.filter((state) => state !== 'ended')),
  /** Only requests whose place is not safe any more. */
  unsafe: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).refine(isCursor, 'is not the cursor of a page').optional(),
});

/** The routes of placements. No rule lives here. */
export function routes(http: Http, app: Application): void {
  const { desk } = app;
  const { view, asking, step } = stepsOf(http, app);

  http.route({
    method: 'post',
    path: '/placements',
    summary: 'Ask for a place: hold the best one at once, or see the ranking',
    roles: hotline,
    body: RequestPlacement,
    response: PlacementView,
    status: 201,
    async handler({ body, user, idempotencyKey }) {
      if (idempotencyKey === undefined) throw problemOf('keyMissing');
      const ended = app.metrics.placementSeconds.startTimer({ mode: body.mode });
      const details = { ...body, ...assessed(body.assessment) };
      const answer = await asking(async () => {
        await app.serving.settled();
        return place(desk, requestIdOf(user.id, idempotencyKey), details);
      });
      ended({ outcome: answer.status.state });
      return answer;
    },
  });
  http.route({
    method: 'post',
    path: '/placements/preview',
    summary: 'What a place could be for a household; nothing is kept',
    roles: hotline,
    body: PreviewPlacement,
    response: Ranking,
    async handler({ body }) {
      if (!app.isReady()) throw problemOf('notReady');
      return rank(desk.places, desk.wishOf(body));
    },
  });
  http.route({
    method: 'get',
    path: '/placements',
    summary: 'Requests, the latest first',
    roles: hotline,
    query: Listing,
    response: PlacementList,
    async handler({ query: { state, unsafe, limit, cursor } }) {
      const { found, nextCursor } = await app.queries.page({ states: state, unsafe: unsafe === 'true', limit, cursor });
      return { requests: found.map(view), nextCursor };
    },
  });
  http.route({
    method: 'get',
    path: '/waiting-list',
    summary: 'Who waits, in the order of serving',
    roles: hotline,
    response: PlacementList,
    async handler() {
      const waiting = desk.waiting.inOrder().map(({ requestId }) => desk.waiting.standingOf(requestId));
      return { requests: waiting.flatMap((standing) => (standing ? [view(standing)] : [])), nextCursor: null };
    },
  });
  http.route({
    method: 'get',
    path: '/placements/:requestId',
    summary: 'One request; with a fresh ranking while it chooses or waits, or while its place is not safe',
    roles: hotline,
    params: OneRequest,
    response: PlacementView,
    async handler({ params }) {
      const { request, seq } = await desk.read(params.requestId);
      const ranking = rankingFor(desk, request);
      return view({ request, seq, ...(ranking ? { ranking } : {}) });
    },
  });

  step({ name: 'choose', summary: 'Hold this place', body: ChoosePlace }, (requestId, { shelterId }, key) =>
    choose(desk, requestId, shelterId, key),
  );
  step({ name: 'confirm', summary: 'The household comes', body: ConfirmPlacement }, (requestId, { holdId }) =>
    confirm(desk, requestId, holdId),
  );
  step({ name: 'withdraw', summary: 'No place is needed', body: WithdrawRequest }, (requestId, { reason }) =>
    end(desk, requestId, { do: 'withdraw', reason }),
  );
  step({ name: 'refer', summary: 'Somebody else finds a place', body: ReferRequest }, (requestId, { to }) =>
    end(desk, requestId, { do: 'refer', to }),
  );
}

/** The level and points of an assessment. Throws the 400 problem for another instrument, or for unknown questions. */
function assessed(assessment: DangerAssessment): { danger: ReturnType<typeof assessDanger>['level']; score: number } {
  const known = new Set(defaultInstrument.questions.map(({ id }) => id));
  const violations = [
    ...(assessment.instrument === defaultInstrument.id
      ? []
      : [{ pointer: '/assessment/instrument', message: `has to be ${defaultInstrument.id}` }]),
    ...Object.keys(assessment.answers).flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: '/assessment/answers', message: `answer ${index + 1} is to no question of it` }],
    ),
  ];
  if (violations.length > 0)
    throw new HttpProblem(400, 'not-valid', 'The request is not valid', {
      detail: 'Nothing was changed. Correct every field named below and send it again.',
      violations,
    });
  const { level, score } = assessDanger(defaultInstrument, assessment);
  return { danger: level, score };
}

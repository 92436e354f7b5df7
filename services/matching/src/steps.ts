import { PlacementView } from '@abri/contracts/matching-api';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { ServiceAway } from '@abri/service-kit/service-client';
import { z } from 'zod';
import { requestIdOf } from './ids.js';
import type { MatchingMetrics } from './matching-metrics.js';
import { problemOf } from './refusals.js';
import type { Desk, Standing } from './requests.js';
import type { Serving } from './serving.js';
import type { RequestQueries } from './store.js';
import { viewOf } from './view.js';

/** What the routes need of the service. */
export interface Application {
  desk: Desk;
  queries: RequestQueries;
  serving: Pick<Serving, 'settled'>;
  metrics: MatchingMetrics;
  /** Whether the read model has caught up: before, an answer could say "no bed" where there is one. */
  isReady(): boolean;
}

export const hotline: readonly Role[] = ['hotline'];
export const OneRequest = z.strictObject({ requestId: Id });

/** What the routes of steps share: the view, the answer to an unknown outcome, and the step of one request. */
export function stepsOf(http: Http, app: Pick<Application, 'desk' | 'isReady'>) {
  const view = (standing: Standing) => viewOf(app.desk, standing);
  /** Runs what asks capacity: an unknown outcome becomes the answer that says how to go on. */
  const asking = async (work: () => Promise<Standing>) => {
    if (!app.isReady()) throw problemOf('notReady');
    try {
      return view(await work());
    } catch (error) {
      throw error instanceof ServiceAway ? problemOf('outcomeUnknown') : error;
    }
  };
  const step = <B extends z.ZodType>(
    route: { name: string; summary: string; body: B },
    work: (requestId: string, body: z.infer<B>, key: string | null) => Promise<Standing>,
  ) =>
    http.route<typeof OneRequest, undefined, B, typeof PlacementView>({
      method: 'post',
      path: `/placements/:requestId/${route.name}`,
      summary: route.summary,
      roles: hotline,
      params: OneRequest,
      body: route.body,
      response: PlacementView,
      handler: ({ params: { requestId }, body, user, idempotencyKey }) =>
        asking(() => work(requestId, body as z.infer<B>, idempotencyKey ? requestIdOf(user.id, idempotencyKey) : null)),
    });
  return { view, asking, step };
}

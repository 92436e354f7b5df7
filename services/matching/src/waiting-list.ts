import type { PlacementRequest } from '@abri/contracts/placement';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { servingOrder, type Waiting } from './domain/ranking/serving-order.js';

/** The households that wait, in memory, in the order in which they are served. */
export interface WaitingList {
  /** Takes what is now known of a request; older news is ignored. */
  note(request: PlacementRequest, seq: number): void;
  /** Whether news with this number would be new. */
  isNews(requestId: string, seq: number): boolean;
  /** Waiting households, who is served first first. */
  inOrder(): readonly PlacementRequest[];
  standingOf(requestId: string): { request: PlacementRequest; seq: number } | null;
  /** Place in the order from 1, or null when not waiting. */
  rankOf(requestId: string): number | null;
  counts(): Record<string, number>;
}

const asWaiting = ({ requestId, danger, requestedAt }: PlacementRequest): Waiting => ({
  requestId,
  danger,
  since: requestedAt,
});

/** An empty list. The wait counts from the request, so nobody loses a place by an offer that came to nothing. */
export function createWaitingList(): WaitingList {
  const waiting = new Map<string, { request: PlacementRequest; seq: number }>();
  /** Numbers of requests that have left the list, so that late news does not bring them back. */
  const left = new Map<string, number>();
  const rememberedLeft = 10_000;
  const order: PlacementRequest[] = [];
  const isNews = (requestId: string, seq: number) => seq > (waiting.get(requestId)?.seq ?? left.get(requestId) ?? 0);
  /** How many are served before it: also its index, if it waits. */
  const before = (request: PlacementRequest) => {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = order[middle];
      if (other && servingOrder(asWaiting(other), asWaiting(request)) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const remove = (requestId: string) => {
    const known = waiting.get(requestId);
    if (!known) return;
    order.splice(before(known.request), 1);
    waiting.delete(requestId);
  };
  return {
    isNews,
    note(request, seq) {
      const { requestId, status } = request;
      if (!isNews(requestId, seq)) return;
      remove(requestId);
      if (status.state === 'waiting') {
        order.splice(before(request), 0, request);
        waiting.set(requestId, { request, seq });
        left.delete(requestId);
        return;
      }
      left.set(requestId, seq);
      const oldest = left.keys().next();
      if (left.size > rememberedLeft && !oldest.done) left.delete(oldest.value);
    },
    inOrder: () => order,
    standingOf: (requestId) => waiting.get(requestId) ?? null,
    rankOf(requestId) {
      const known = waiting.get(requestId);
      return known ? before(known.request) + 1 : null;
    },
    counts: () =>
      Object.fromEntries(dangerOrder.map((level) => [level, order.filter(({ danger }) => danger === level).length])),
  };
}

import { type DangerLevel, dangerOrder } from '@abri/contracts/vocabulary';

/** What the order of the waiting list looks at. `since` is the instant of the request, ISO 8601. */
export interface Waiting {
  requestId: string;
  danger: DangerLevel;
  since: string;
}

/** Highest danger first, then the longest wait; ids only decide between equals, so that all see one order. */
export function servingOrder(a: Waiting, b: Waiting): number {
  const danger = dangerOrder.indexOf(b.danger) - dangerOrder.indexOf(a.danger);
  if (danger !== 0) return danger;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.requestId < b.requestId ? -1 : 1;
}

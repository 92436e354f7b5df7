import type { RequestPlacement } from '@abri/contracts/matching-api';

/**
 * What the runner asks of k6, as a file. Headers (with the token) come by the environment instead, and what is sent by a file
 * of its own: made in k6's interpreter, a household took more processor than asking for it.
 */
export interface ArrivalsTask {
  url: string;
  /** Households a second, and for how many seconds. */
  rate: number;
  seconds: number;
  /** Makes idempotency keys of different stages differ. */
  stage: string;
}
/** So many callers, each of whom asks again as soon as it was answered. */
export interface ClosedTask extends Omit<ArrivalsTask, 'rate'> {
  callers: number;
}
/** All callers at once, each with the same household. */
export interface RushTask {
  url: string;
  callers: number;
  stage: string;
  body: RequestPlacement;
}

/** What k6 writes at its end: times in ms. */
export interface Summary {
  /** From the first arrival to the last answer. */
  ranMs: number;
  answered: number;
  failed: number;
  dropped: number;
  /** Answers by the state of the placement. */
  outcomes: Record<string, number>;
  ms: Record<'min' | 'med' | 'p(99)' | 'p(99.9)' | 'max', number> | null;
  /** From the common start to the last answer. */
  lastAnswerMs: number | null;
}

/** Placement states that a first answer may have; the naive baseline knows `placed` and `waiting` only. */
export const outcomeNames = ['offered', 'accepted', 'placed', 'waiting', 'choosing'] as const;
/** Bounds on what a run may ask for, whatever the plan says. */
export const bounds = { rate: 1_000, seconds: 60, callers: 500 } as const;

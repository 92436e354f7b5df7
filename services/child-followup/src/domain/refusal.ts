import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';

type Refused = { refused: string; detail?: Record<string, string | number | string[]> };
/** Facts, or why there are none. */
export type Result = readonly ChildFollowupFact[] | Refused;
/** A refusal by its stable name, with figures that help to say what to do next. */
export const refuse = (refused: string, detail?: Refused['detail']): Refused =>
  detail ? { refused, detail } : { refused };

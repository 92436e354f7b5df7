import type { Exclusion, OfferEndReason, ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import type { Allocation } from '@abri/contracts/shelter';
import type { RequestDetails, RequestFact } from './state.js';

/** A hold that capacity has given, as an offer to the household. */
export interface Offer {
  shelterId: string;
  holdId: string;
  token: number;
  allocations: Allocation[];
  expiresAt: string;
  /** The house takes every offer: nobody has to answer. */
  accepted: boolean;
}
/** How a request begins, or what it becomes when it looks for a place again. */
export type Outcome =
  { found: 'offer'; offer: Offer } | { found: 'nothing'; exclusions: Exclusion[] } | { found: 'choice' };

/** What capacity says of a hold. */
export type HoldNews =
  | { do: 'accepted'; holdId: string; expiresAt: string }
  | { do: 'offerEnded'; holdId: string; reason: OfferEndReason }
  | { do: 'confirmed'; holdId: string }
  | { do: 'arrived'; holdId: string }
  | { do: 'left'; holdId: string };
/** `released` names the holds that have just been released in capacity, so that none is forgotten there. */
export type EndCommand = { released: readonly string[] } & (
  { do: 'withdraw'; reason: WithdrawReason } | { do: 'refer'; to: ReferralTarget } | { do: 'stayHome' }
);
/** The next place of a placed household. */
export type MoveCommand =
  { do: 'offerMove'; offer: Offer; attempt: number; key: string | null } | { do: 'cancelMove'; holdId: string };
/** What is known of the safety of the request's own place. `breach` names the event of a zone that told of it. */
export type AlertCommand =
  { do: 'compare'; holdId: string; inside: boolean } | { do: 'zoneEntered'; breach: string } | { do: 'dismissAlert' };

/** Every command of a placement request. `now` is an instant, ISO 8601. */
export type RequestCommand =
  | { do: 'request'; details: RequestDetails; outcome: Outcome; receivedAt: string }
  /** `attempt` is the number that this offer would have: an offer made on an older view is refused. */
  | { do: 'offer'; offer: Offer; attempt: number; key: string | null }
  | { do: 'wait'; exclusions: Exclusion[]; attempt: number }
  | { do: 'giveLink'; link: string }
  | HoldNews
  | MoveCommand
  | AlertCommand
  | EndCommand;

type Refused = { refused: string; detail?: Record<string, number> };
export type Result = readonly RequestFact[] | Refused;
export const refuse = (refused: string): Refused => ({ refused });

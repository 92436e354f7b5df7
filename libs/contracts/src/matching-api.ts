import { z } from 'zod';
import { DangerAssessment, Household, Needs, Surroundings } from './household.js';
import { LinkCode } from './link-code.js';
import { PlacementRequest, Ranking, ReferralTarget, WithdrawReason } from './placement.js';
import { CommuneCode, Id } from './vocabulary.js';

/** A household described on the phone. `assign` takes the best free place at once; `choose` shows the ranking first. */
export const RequestPlacement = z.strictObject({
  mode: z.enum(['assign', 'choose']),
  household: Household,
  needs: Needs,
  surroundings: Surroundings,
  assessment: DangerAssessment,
});
/** What a place could be for a household, without asking for one: nothing is kept. */
export const PreviewPlacement = RequestPlacement.omit({ mode: true, assessment: true });
export const ChoosePlace = z.strictObject({ shelterId: Id });
/** `holdId` says which offer the worker saw: if the request has moved on since, nothing is confirmed. */
export const ConfirmPlacement = z.strictObject({ holdId: Id.optional() });
export const WithdrawRequest = z.strictObject({ reason: WithdrawReason });
export const ReferRequest = z.strictObject({ to: ReferralTarget });
/** The next place of a placed household. */
export const MoveHousehold = z.strictObject({ shelterId: Id });
/** A link code, told once: whoever keeps a zone types it there, and the zone then protects this case. */
export const GivenLinkCode = z.strictObject({ code: LinkCode });
/**
 * "Is this commune safe for this case?", asked by perpetrator-hosting before somebody is hosted there. The case is named by
 * the digest of its link code (decision 0014).
 */
export const SafetyQuestion = z.strictObject({ link: z.string().min(1).max(64), commune: CommuneCode });
/** Yes or no and nothing else. `false` also stands for an unknown case and for a question too many. */
export const SafetyAnswer = z.strictObject({ safe: z.boolean() });

const House = z.strictObject({
  shelterId: Id,
  name: z.string(),
  commune: z.string(),
  acceptance: z.enum(['asked', 'automatic']),
});
/** A request as the hotline sees it; `ranking` comes with the answers that ranked. */
export const PlacementView = z.strictObject({
  ...PlacementRequest.shape,
  seq: z.int(),
  /** Name and commune of the house of a live offer or placement. Never its address. */
  house: House.nullable(),
  /** Place in the waiting list from 1, or null when not waiting. */
  waitingRank: z.int().nullable(),
  ranking: Ranking.optional(),
  /** The house of a move under way, as `house`. */
  nextHouse: House.nullable(),
  /** A zone of the case covers the home and its violent person is hosted away: the household may stay home. */
  mayStayHome: z.boolean(),
});
export const PlacementList = z.strictObject({ requests: z.array(PlacementView), nextCursor: z.string().nullable() });

export type RequestPlacement = z.infer<typeof RequestPlacement>;
export type PreviewPlacement = z.infer<typeof PreviewPlacement>;
export type SafetyQuestion = z.infer<typeof SafetyQuestion>;
export type SafetyAnswer = z.infer<typeof SafetyAnswer>;
export type PlacementView = z.infer<typeof PlacementView>;
export type PlacementList = z.infer<typeof PlacementList>;

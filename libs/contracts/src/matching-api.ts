import { z } from 'zod';
import { DangerAssessment, Household, Needs, Surroundings } from './household.js';
import { PlacementRequest, Ranking, ReferralTarget, WithdrawReason } from './placement.js';
import { Id } from './vocabulary.js';

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

/** A request as the hotline sees it; `ranking` comes with the answers that ranked. */
export const PlacementView = z.strictObject({
  ...PlacementRequest.shape,
  seq: z.int(),
  /** Name and commune of the house of a live offer or placement. Never its address. */
  house: z
    .strictObject({ shelterId: Id, name: z.string(), commune: z.string(), acceptance: z.enum(['asked', 'automatic']) })
    .nullable(),
  /** Place in the waiting list from 1, or null when not waiting. */
  waitingRank: z.int().nullable(),
  ranking: Ranking.optional(),
});
export const PlacementList = z.strictObject({ requests: z.array(PlacementView), nextCursor: z.string().nullable() });

export type RequestPlacement = z.infer<typeof RequestPlacement>;
export type PreviewPlacement = z.infer<typeof PreviewPlacement>;
export type PlacementView = z.infer<typeof PlacementView>;
export type PlacementList = z.infer<typeof PlacementList>;

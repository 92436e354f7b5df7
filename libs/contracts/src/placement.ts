import { z } from 'zod';
import { DangerAssessment, Household, Needs, Party, Surroundings } from './household.js';
import { Allocation } from './shelter.js';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

export const RuleName = z.enum([
  'capacity',
  'houseTakesWomen',
  'houseTakesMen',
  'houseTakesChildren',
  'boyAge',
  'stepFree',
  'pets',
  'equipment',
  'avoidedPlace',
  'exclusionZone',
  'minimumDistance',
  'maximumDistance',
  'arrivalHours',
  'alreadyTried',
]);
export const ScoreName = z.enum([
  'shelterBeforeHotel',
  'near',
  'school',
  'languages',
  'services',
  'tightFit',
  'fairness',
]);
/** Why a place stands where it stands: each soft rule with its points. */
export const Reason = z.strictObject({ rule: ScoreName, points: z.number(), value: z.number().optional() });
export const RankedPlace = z.strictObject({
  shelterId: Id,
  shelterName: z.string(),
  kind: z.enum(['shelter', 'hotel']),
  commune: CommuneCode,
  /** Kilometres from the caller's commune to the shelter's, centre to centre; null when the caller's is not known. */
  distanceKm: z.number().nullable(),
  allocations: z.array(Allocation).min(1),
  acceptance: z.enum(['asked', 'automatic']),
  score: z.number(),
  reasons: z.array(Reason),
});
/** How many shelters a hard rule excluded; each shelter counts once, under the first rule that excludes it. */
export const Exclusion = z.strictObject({ rule: RuleName, shelters: z.int().min(1) });
export const Ranking = z.strictObject({
  places: z.array(RankedPlace),
  exclusions: z.array(Exclusion),
  considered: z.int(),
});

const holdFields = { shelterId: Id, holdId: Id, token: z.int(), allocations: z.array(Allocation) };
/** Where a placement request stands. */
export const PlacementStatus = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('choosing'), since: Instant }),
  z.strictObject({ state: z.literal('waiting'), since: Instant }),
  z.strictObject({ state: z.literal('offered'), ...holdFields, expiresAt: Instant }),
  z.strictObject({ state: z.literal('accepted'), ...holdFields, expiresAt: Instant }),
  z.strictObject({ state: z.literal('placed'), ...holdFields, placedAt: Instant, arrived: z.boolean() }),
  z.strictObject({
    state: z.literal('ended'),
    outcome: z.enum(['left', 'withdrawn', 'referred', 'staysHome']),
    endedAt: Instant,
  }),
]);
export const WithdrawReason = z.enum(['callerChangedMind', 'foundOtherPlace', 'unreachable', 'duplicate', 'other']);
export const ReferralTarget = z.enum(['siao', 'otherDistrict', 'hospital', 'police', 'otherService']);
export const OfferEndReason = z.enum(['declined', 'expired', 'released']);

/** Why a place is not safe any more: it lies in a zone of the case, or a zone of the case was entered. */
export const UnsafeCause = z.enum(['insideZone', 'zoneEntered']);
/** An alert on the request's own place. It stands until the household has moved, or the cause is gone or looked at. */
export const SafetyAlert = z.strictObject({ cause: UnsafeCause, since: Instant });
/** A placed household's next place, held while the present one stays its own. */
export const Move = z.strictObject({
  ...holdFields,
  state: z.enum(['offered', 'accepted']),
  expiresAt: Instant,
});

/** What matching keeps of a request and shows to the hotline. It holds no name. */
export const PlacementRequest = z.strictObject({
  requestId: Id,
  /** Short code to say on the phone, such as K7-482. */
  reference: z.string(),
  household: Household,
  needs: Needs,
  surroundings: Surroundings,
  assessment: DangerAssessment,
  danger: DangerLevel,
  score: z.int(),
  mode: z.enum(['assign', 'choose']),
  requestedAt: Instant,
  status: PlacementStatus,
  attempts: z.int().min(0),
  /** Shelters that declined or did not answer: not offered again for this request. */
  triedShelters: z.array(Id),
  /** Digests of the link codes that were given out for this case; zones name the cases they protect by them. */
  links: z.array(z.string().max(64)).default([]),
  unsafe: SafetyAlert.nullable().default(null),
  moving: Move.nullable().default(null),
});
/** The public state on `matching.state.v1`: categories only, no ages by person, no commune, no answers. */
export const PublicPlacement = z.strictObject({
  requestId: Id,
  reference: z.string(),
  party: Party,
  danger: DangerLevel,
  requestedAt: Instant,
  status: PlacementStatus,
});
export type Ranking = z.infer<typeof Ranking>;
export type RankedPlace = z.infer<typeof RankedPlace>;
export type Reason = z.infer<typeof Reason>;
export type Exclusion = z.infer<typeof Exclusion>;
export type WithdrawReason = z.infer<typeof WithdrawReason>;
export type ReferralTarget = z.infer<typeof ReferralTarget>;
export type OfferEndReason = z.infer<typeof OfferEndReason>;
export type RuleName = z.infer<typeof RuleName>;
export type ScoreName = z.infer<typeof ScoreName>;
export type PlacementStatus = z.infer<typeof PlacementStatus>;
export type UnsafeCause = z.infer<typeof UnsafeCause>;
export type SafetyAlert = z.infer<typeof SafetyAlert>;
export type Move = z.infer<typeof Move>;
export type PlacementRequest = z.infer<typeof PlacementRequest>;
export type PublicPlacement = z.infer<typeof PublicPlacement>;

const referenceLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The short code by which people speak of a request on the phone, such as K7-482. Made from its id alone; not unique. */
export function referenceOf(requestId: string): string {
  let hash = 2_166_136_261;
  for (const letter of requestId) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const letter = referenceLetters[hash % referenceLetters.length];
  const rest = Math.floor(hash / referenceLetters.length) % 10_000;
  const digits = String(rest).padStart(4, '0');
  return `${letter}${digits.slice(0, 1)}-${digits.slice(1)}`;
}

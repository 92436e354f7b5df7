import { z } from 'zod';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

const Beds = z.strictObject({ total: z.int(), free: z.int(), held: z.int(), occupied: z.int(), outOfService: z.int() });
/** Percentiles in milliseconds over the last hour; null while there is nothing to measure. */
const Percentiles = z.strictObject({ count: z.int(), p50: z.number().nullable(), p99: z.number().nullable() });
/** What the operators' board shows; rebuilt from the topics and pushed whenever it changes. */
export const Board = z.strictObject({
  at: Instant,
  beds: z.strictObject({ all: Beds, shelter: Beds, hotel: Beds }),
  shelters: z.array(
    z.strictObject({
      shelterId: Id,
      name: z.string(),
      kind: z.enum(['shelter', 'hotel']),
      commune: CommuneCode,
      beds: Beds,
      cots: Beds,
    }),
  ),
  holds: z.array(
    z.strictObject({
      holdId: Id,
      requestId: Id,
      shelterId: Id,
      state: z.enum(['offered', 'accepted']),
      beds: z.int(),
      expiresAt: Instant,
    }),
  ),
  waiting: z.array(
    z.strictObject({ requestId: Id, reference: z.string(), danger: DangerLevel, people: z.int(), since: Instant }),
  ),
  /** From the request to the first offer, and to the confirmed bed. */
  timeToOffer: Percentiles,
  timeToPlace: Percentiles,
  placementsLastHour: z.int(),
  declinesLastHour: z.int(),
  /** From an event's commit to its being on this board. */
  eventLag: Percentiles,
});
export type Board = z.infer<typeof Board>;
export type Beds = z.infer<typeof Beds>;

/** What the live stream tells a page: something changed, fetch it again. Carries no content. */
export const Change = z.strictObject({
  context: z.enum(['capacity', 'matching', 'child-followup', 'support', 'programmes', 'hosting']),
  type: z.string(),
  aggregateId: Id,
  seq: z.int(),
  at: Instant,
});
export type Change = z.infer<typeof Change>;
/** Who is signed in, as the web app knows it. */
export const SessionView = z.strictObject({
  name: z.string(),
  roles: z.array(z.string()),
  shelterIds: z.array(Id),
  csrf: z.string(),
  expiresAt: Instant,
});
export type SessionView = z.infer<typeof SessionView>;
/** After signing out: where to send the browser, so that the issuer ends its session too. */
export const SignedOut = z.strictObject({ next: z.string() });
export type SignedOut = z.infer<typeof SignedOut>;
/** Health of one service as the gateway sees it. */
export const ServiceHealth = z.strictObject({
  service: z.string(),
  ready: z.boolean(),
  latencyMs: z.number().nullable(),
});
export const HealthList = z.strictObject({ services: z.array(ServiceHealth) });
export type HealthList = z.infer<typeof HealthList>;

import { z } from 'zod';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

const Beds = z.strictObject({ total: z.int(), free: z.int(), held: z.int(), occupied: z.int(), outOfService: z.int() });
/** Percentiles in milliseconds over the last hour; null while there is nothing to measure. */
const Percentiles = z.strictObject({
  count: z.int(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p99: z.number().nullable(),
});
/** How one kind of call went: where its first offer came from, which house said yes, and what came of it so far. */
const FlowPath = z.strictObject({
  first: z.enum(['assigned', 'chosen', 'waited', 'none']),
  yes: z.enum(['firstHouse', 'otherHouse', 'none']),
  outcome: z.enum(['arrived', 'confirmed', 'open', 'staysHome', 'withdrawn', 'referred']),
  calls: z.int().min(1),
});
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
  /** From the worker's asking to matching's recorded answer, whatever it was; measured by matching itself. */
  timeToAnswer: Percentiles,
  /** From the request to the first offer, and to the confirmed bed. */
  timeToOffer: Percentiles,
  timeToPlace: Percentiles,
  placementsLastHour: z.int(),
  declinesLastHour: z.int(),
  /** Confirmed placements in each of the last 60 minutes, the oldest first; the last one is the minute under way. */
  placementsByMinute: z.array(z.int()).length(60),
  /** From an event's commit to its being on this board: of all events, and by the service that wrote them. */
  eventLag: Percentiles,
  eventLagBy: z.strictObject({ capacity: Percentiles, matching: Percentiles }),
  /** The calls of the last 24 hours, each in exactly one path. */
  flow: z.array(FlowPath),
  /** Calls of the last 28 days by weekday (Monday first) and hour of the district's clock. */
  callsByHour: z.array(z.array(z.int()).length(24)).length(7),
});
export type Board = z.infer<typeof Board>;
export type Beds = z.infer<typeof Beds>;
export type Percentiles = z.infer<typeof Percentiles>;
export type FlowPath = z.infer<typeof FlowPath>;

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
/** One of a person's own sessions. What it is used with is what its browser says. */
export const OwnSession = z.strictObject({
  id: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
  beganAt: Instant,
  /** A use that is known; the last one is at most half as much later as a session may be left unused. */
  seenAt: Instant,
  /** The latest. */
  endsAt: Instant,
  browser: z.string().nullable(),
  system: z.string().nullable(),
});
/** The asking one first, then the others, the newest first. `mayEndOthers`: the person has signed in recently enough for it. */
export const OwnSessions = z.strictObject({ sessions: z.array(OwnSession), mayEndOthers: z.boolean() });
export type OwnSession = z.infer<typeof OwnSession>;
export type OwnSessions = z.infer<typeof OwnSessions>;
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

/** The services whose interfaces are described at `/api/docs/<service>/openapi.json` and `…/asyncapi.json`. */
export const DocumentedServices = z.strictObject({ services: z.array(z.string()) });
export type DocumentedServices = z.infer<typeof DocumentedServices>;

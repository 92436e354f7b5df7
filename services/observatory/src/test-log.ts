import type { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import type { MatchingEvent, MatchingFact } from '@abri/contracts/matching-events';
import type { Hold, Shelter } from '@abri/contracts/shelter';
import { dangerOrder } from '@abri/contracts/vocabulary';
import fc from 'fast-check';

/** One message of the topics, as tests make them. */
export type Entry =
  | { topic: 'state'; message: CapacityState }
  | { topic: 'capacity'; message: CapacityEvent }
  | { topic: 'matching'; message: MatchingEvent };
export const startMs = 1_767_225_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const party = { women: 1, men: 0, children: [{ sex: 'girl' as const, ageYears: 3 }], pets: 0 };

/** A time that goes on by up to forty minutes from event to event, so that a log covers several hours. */
const gaps = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 2_400_000 }), { minLength: length, maxLength: length });
const timesOf = (steps: readonly number[]) =>
  steps.map((_, at) => startMs + steps.slice(0, at + 1).reduce((a, b) => a + b, 0));

const held = { shelterId: 'sh-0', holdId: 'h' };
const facts: readonly MatchingFact[] = [
  { type: 'WaitingListJoined', data: { exclusions: [] } },
  { type: 'PlacementOffered', data: { ...held, attempt: 1, expiresAt: iso(startMs) } },
  { type: 'OfferAccepted', data: { ...held, expiresAt: iso(startMs) } },
  { type: 'OfferEnded', data: { ...held, reason: 'declined' } },
  { type: 'PlacementConfirmed', data: { ...held, party } },
  { type: 'PlacementArrived', data: held },
];
const endings: readonly MatchingFact[] = [
  { type: 'PlacementEnded', data: held },
  { type: 'RequestWithdrawn', data: { reason: 'other' } },
  { type: 'RequestReferred', data: { to: 'siao' } },
];

/** One request's events, from its beginning, to its end or not. */
const request = (id: string): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(
      fc.constantFrom(...dangerOrder),
      fc.array(fc.constantFrom(...facts), { maxLength: 7 }),
      fc.option(fc.constantFrom(...endings), { nil: undefined }),
      gaps(9),
    )
    .map(([danger, middle, ending, steps]) => {
      const first: MatchingFact = { type: 'PlacementRequested', data: { party, danger, mode: 'assign' } };
      const times = timesOf(steps);
      return [first, ...middle, ...(ending ? [ending] : [])].map((fact, at) => ({
        topic: 'matching' as const,
        message: { id: `${id}-${at}`, aggregateId: id, seq: at + 1, at: iso(times[at] ?? startMs), ...fact },
      }));
    });

const hold = (unitId: string, number: number): fc.Arbitrary<Hold> =>
  fc
    .tuple(fc.constantFrom('offered', 'accepted', 'confirmed', 'arrived'), fc.integer({ min: 0, max: 1 }))
    .map(([state, cots]) => ({
      holdId: `${unitId}-${number}`,
      token: number + 1,
      requestId: `r-${number}`,
      allocations: [{ unitId, beds: 1, cots }],
      party,
      heldAt: iso(startMs),
      ...(state === 'offered' || state === 'accepted'
        ? { state, expiresAt: iso(startMs + number) }
        : state === 'confirmed'
          ? { state, confirmedAt: iso(startMs) }
          : { state: 'arrived' as const, arrivedAt: iso(startMs) }),
    }));

/** A shelter's public state: units of every kind, holds that fit them. */
export const shelter = (shelterId: string): fc.Arbitrary<Shelter> =>
  fc
    .array(
      fc.record({
        sharing: fc.constantFrom('exclusive' as const, 'shared' as const),
        spare: fc.integer({ min: 0, max: 4 }),
        holds: fc.integer({ min: 0, max: 3 }),
        inService: fc.boolean(),
      }),
      { maxLength: 4 },
    )
    .chain((wishes) => {
      const units: Shelter['units'] = wishes.map(({ sharing, spare, holds, inService }, at) => ({
        unitId: `u-${at}`,
        label: `${at}`,
        beds: Math.max(1, spare + holds),
        cots: spare + holds,
        sharing,
        stepFree: false,
        service: inService ? { state: 'inService' } : { state: 'outOfService', reason: 'works', since: iso(startMs) },
      }));
      const counts = wishes.map(({ sharing, holds }) => (sharing === 'exclusive' ? Math.min(holds, 1) : holds));
      const wanted = counts.flatMap((holds, at) =>
        Array.from({ length: holds }, (_, number) => hold(`u-${at}`, number)),
      );
      return fc
        .tuple(fc.constantFrom('shelter' as const, 'hotel' as const), fc.tuple(...wanted))
        .map(([kind, holds]) => ({
          shelterId,
          name: `House ${shelterId}`,
          kind,
          commune: '59606',
          rules: {
            takesWomen: true,
            takesMen: false,
            takesChildren: true,
            highestBoyAge: 12,
            takesPets: false,
            arrivals: { from: '08:00', to: '08:00' },
          },
          languages: [],
          services: [],
          equipment: [],
          acceptance: 'asked' as const,
          units,
          holds,
        }));
    });

const shelterStates = (id: string): fc.Arbitrary<Entry[]> =>
  fc.tuple(fc.array(shelter(id), { minLength: 1, maxLength: 4 }), gaps(4)).map(([states, steps]) =>
    states.map((data, at) => ({
      topic: 'state' as const,
      message: { aggregateId: id, seq: (at + 1) * 2, at: iso(timesOf(steps)[at] ?? startMs), data },
    })),
  );
const shelterEvents = (id: string): fc.Arbitrary<Entry[]> =>
  fc.tuple(fc.array(fc.boolean(), { maxLength: 6 }), gaps(6)).map(([declined, steps]) =>
    declined.map((isDecline, at) => {
      const envelope = { id: `${id}-${at}`, aggregateId: id, seq: at + 1, at: iso(timesOf(steps)[at] ?? startMs) };
      const ids = { holdId: `h-${at}`, requestId: 'r' };
      const message: CapacityEvent = isDecline
        ? { ...envelope, type: 'HoldDeclined', data: { ...ids, reason: 'staffing' } }
        : { ...envelope, type: 'HoldExpired', data: ids };
      return { topic: 'capacity' as const, message };
    }),
  );

/** What lies on the topics: for each aggregate its messages in order. */
export const logs: fc.Arbitrary<Entry[][]> = fc.tuple(
  ...['r-0', 'r-1', 'r-2', 'r-3', 'r-4'].map(request),
  ...['sh-0', 'sh-1'].map(shelterStates),
  ...['sh-0', 'sh-1'].map(shelterEvents),
);

/** One order in which all of them may be read: each aggregate's own order is kept, between aggregates `picks` decide. */
export function interleaved(perAggregate: readonly (readonly Entry[])[], picks: readonly number[]): Entry[] {
  const left = perAggregate.map((entries) => [...entries]);
  const order: Entry[] = [];
  for (let step = 0; left.some((entries) => entries.length > 0); step++) {
    const open = left.filter((entries) => entries.length > 0);
    const next = open[(picks[step % picks.length] ?? 0) % open.length]?.shift();
    if (next) order.push(next);
  }
  return order;
}

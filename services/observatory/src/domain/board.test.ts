import type { Shelter } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { shelterCounts } from './beds.js';
import { applyCapacity, applyShelter, boardAt, emptyProjection, type Projection } from './board.js';
import { noLags } from './lags.js';
import { applyMatching } from './requests.js';
import { type Entry, interleaved, logs, shelter, startMs } from '../test-log.js';

const apply = (projection: Projection, entry: Entry): boolean => {
  const atMs = Date.parse(entry.message.at);
  if (entry.topic === 'state') return applyShelter(projection, entry.message);
  if (entry.topic === 'capacity') return applyCapacity(projection, entry.message, atMs);
  return applyMatching(projection.requests, entry.message, atMs);
};
const shown = (projection: Projection, nowMs: number) =>
  boardAt(projection, noLags(), new Date(nowMs).toISOString(), nowMs);
const built = (entries: readonly Entry[]) => {
  const projection = emptyProjection();
  for (const entry of entries) apply(projection, entry);
  return projection;
};
/** Whether a message that comes again by itself, late and out of order, is about something that is still followed. */
const isKnown = ({ requests }: Projection, { topic, message: { aggregateId } }: Entry) =>
  topic !== 'matching' || requests.live.has(aggregateId) || requests.ended.has(aggregateId);
const picks = fc.array(fc.nat(20), { minLength: 1, maxLength: 60 });
const newestMs = (log: readonly Entry[][]) =>
  Math.max(startMs, ...log.flat().map(({ message }) => Date.parse(message.at)));
const later = fc.integer({ min: 0, max: 5_400_000 });

it('is the same, byte for byte, lived through with repeats or rebuilt from the topics in another order', () => {
  const repeats = fc.array(fc.record({ after: fc.nat(60), back: fc.nat(60), alone: fc.boolean() }), { maxLength: 6 });
  fc.assert(
    fc.property(logs, picks, picks, repeats, later, (log, livePicks, rebuiltPicks, again, laterMs) => {
      const nowMs = newestMs(log) + laterMs;
      const order = interleaved(log, livePicks);
      const live = emptyProjection();
      order.forEach((entry, at) => {
        apply(live, entry);
        shown(live, nowMs);
        for (const { after, back, alone } of again) {
          if (after !== at) continue;
          const old = order.slice(Math.max(0, at - back), at + 1);
          for (const repeated of alone ? old.slice(0, 1).filter((one) => isKnown(live, one)) : old)
            apply(live, repeated);
        }
      });
      const compacted = log.map((entries) => (entries[0]?.topic === 'state' ? entries.slice(-1) : entries));
      const rebuilt = built(interleaved(compacted, rebuiltPicks));
      expect(JSON.stringify(shown(live, nowMs))).toBe(JSON.stringify(shown(rebuilt, nowMs)));
    }),
    { numRuns: 500 },
  );
});

it('shows exactly who waits, what was placed and what was declined in the last hour', () => {
  fc.assert(
    fc.property(logs, picks, later, (log, order, laterMs) => {
      const nowMs = newestMs(log) + laterMs;
      const board = shown(built(interleaved(log, order)), nowMs);
      const waiting = log.flatMap((entries) => {
        const last = entries.at(-1)?.message;
        return last && 'type' in last && last.type === 'WaitingListJoined' ? [last.aggregateId] : [];
      });
      expect(board.waiting.map(({ requestId }) => requestId).sort()).toEqual(waiting.sort());
      const firstMs = (Math.floor((nowMs - 3_600_000) / 10_000) + 1) * 10_000;
      const lastHour = log.flat().filter(({ message }) => Date.parse(message.at) >= firstMs);
      const counted = (type: string) =>
        lastHour.filter(({ message }) => 'type' in message && message.type === type).length;
      expect(board.placementsLastHour).toBe(counted('PlacementConfirmed'));
      expect(board.declinesLastHour).toBe(counted('HoldDeclined'));
      const minutes = log.flat().filter(({ message }) => 'type' in message && message.type === 'PlacementConfirmed');
      const firstMinute = Math.floor(nowMs / 60_000) - 59;
      const inMinutes = minutes.filter(({ message }) => Math.floor(Date.parse(message.at) / 60_000) >= firstMinute);
      expect(board.placementsByMinute.reduce((sum, count) => sum + count, 0)).toBe(inMinutes.length);
    }),
  );
});

it('has each call of the last 24 hours in exactly one path, which ends as its request ended', () => {
  fc.assert(
    fc.property(logs, picks, fc.integer({ min: 0, max: 30 * 3_600_000 }), (log, order, laterMs) => {
      const nowMs = newestMs(log) + laterMs;
      const { flow } = shown(built(interleaved(log, order)), nowMs);
      const firstHour = Math.floor(nowMs / 3_600_000) - 23;
      const calls = log.filter(
        ([first]) => first?.topic === 'matching' && Math.floor(Date.parse(first.message.at) / 3_600_000) >= firstHour,
      );
      const sum = (which: (path: (typeof flow)[number]) => boolean) =>
        flow.filter(which).reduce((total, path) => total + path.calls, 0);
      expect(sum(() => true)).toBe(calls.length);
      const ended = (type: string) =>
        calls.filter((entries) => entries.some(({ message }) => 'type' in message && message.type === type)).length;
      expect(sum(({ outcome }) => outcome === 'withdrawn')).toBe(ended('RequestWithdrawn'));
      expect(sum(({ outcome }) => outcome === 'referred')).toBe(ended('RequestReferred'));
      expect(sum(({ first }) => first === 'none')).toBe(
        calls.filter((entries) =>
          entries.every(
            ({ message }) => !('type' in message && /WaitingListJoined|PlacementOffered/.test(message.type)),
          ),
        ).length,
      );
    }),
  );
});

it('counts each call of the last 28 days under the weekday and hour of the district’s clock', () => {
  fc.assert(
    fc.property(logs, picks, (log, order) => {
      const nowMs = newestMs(log);
      const rows = shown(built(interleaved(log, order)), nowMs).callsByHour;
      const calls = log.filter(([first]) => first?.topic === 'matching');
      for (const [first] of calls) {
        // The tests' year begins in winter, when the district is one hour ahead of UTC.
        const local = new Date(Date.parse(first?.message.at ?? '') + 3_600_000);
        expect(rows[(local.getUTCDay() + 6) % 7]?.[local.getUTCHours()]).toBeGreaterThan(0);
      }
      expect(rows.flat().reduce((sum, count) => sum + count, 0)).toBe(calls.length);
    }),
  );
});

it('counts each bed and cot once: free, held, occupied or out of service', () => {
  fc.assert(
    fc.property(shelter('sh-0'), (data) => {
      const board = shown(
        built([
          { topic: 'state', message: { aggregateId: 'sh-0', seq: 1, at: new Date(startMs).toISOString(), data } },
        ]),
        startMs,
      );
      const [row] = board.shelters;
      for (const beds of [board.beds.all, row?.beds, row?.cots]) {
        const { total = 0, free = 0, held = 0, occupied = 0, outOfService = 0 } = beds ?? {};
        expect(free + held + occupied + outOfService).toBe(total);
        expect(Math.min(free, held, occupied, outOfService)).toBeGreaterThanOrEqual(0);
      }
      expect(board.beds[data.kind]).toEqual(board.beds.all);
      expect(row?.beds.total).toBe(data.units.reduce((sum, unit) => sum + unit.beds, 0));
      expect(board.holds).toHaveLength(
        data.holds.filter(({ state }) => state === 'offered' || state === 'accepted').length,
      );
    }),
  );
});

it('gives nobody the spare beds of a unit that a household has to itself, nor any bed out of service', () => {
  const unit = { unitId: 'u', label: 'u', beds: 4, cots: 1, sharing: 'exclusive' as const, stepFree: false };
  const hold = {
    holdId: 'h',
    token: 1,
    requestId: 'r',
    party: { women: 1, men: 0, children: [], pets: 0 },
    allocations: [{ unitId: 'u', beds: 1, cots: 0 }],
    heldAt: '2026-01-01T00:00:00.000Z',
  };
  const counts = (service: Shelter['units'][number]['service'], holds: Shelter['holds']) =>
    shelterCounts({ units: [{ ...unit, service }], holds }, 'beds');
  const [inService, outOfService] = [
    { state: 'inService' as const },
    { state: 'outOfService' as const, reason: 'works' as const, since: hold.heldAt },
  ];
  const none = { total: 4, free: 0, held: 0, occupied: 0, outOfService: 0 };
  expect(counts(inService, [])).toEqual({ ...none, free: 4 });
  expect(counts(outOfService, [])).toEqual({ ...none, outOfService: 4 });
  expect(counts(inService, [{ ...hold, state: 'confirmed', confirmedAt: hold.heldAt }])).toEqual({ ...none, held: 4 });
  expect(counts(inService, [{ ...hold, state: 'arrived', arrivedAt: hold.heldAt }])).toEqual({ ...none, occupied: 4 });
});

it('serves the waiting by danger, then by how long they wait', () => {
  const requested = (id: string, danger: 'severe' | 'extreme', minute: number): Entry[] => {
    const at = (more: number) => new Date(startMs + (minute + more) * 60_000).toISOString();
    const envelope = { aggregateId: id, id };
    const party = { women: 1, men: 0, children: [], pets: 0 };
    return [
      {
        topic: 'matching',
        message: {
          ...envelope,
          seq: 1,
          at: at(0),
          type: 'PlacementRequested',
          data: { party, danger, mode: 'assign' },
        },
      },
      {
        topic: 'matching',
        message: { ...envelope, seq: 2, at: at(1), type: 'WaitingListJoined', data: { exclusions: [] } },
      },
    ];
  };
  const log = [
    ...requested('a', 'severe', 0),
    ...requested('b', 'extreme', 9),
    ...requested('c', 'severe', 3),
    ...requested('d', 'extreme', 5),
  ];
  expect(shown(built(log), startMs + 3_600_000).waiting.map(({ requestId }) => requestId)).toEqual([
    'd',
    'b',
    'a',
    'c',
  ]);
});

it('lets go of ended requests when their calls are shown no more, and of nothing that still waits', () => {
  const projection = emptyProjection();
  const { requests } = projection;
  const party = { women: 1, men: 0, children: [], pets: 0 };
  for (let n = 0; n < 3_000; n++) {
    const atMs = startMs + n * 1_200_000;
    const envelope = { aggregateId: `r-${n}`, id: 'e', at: new Date(atMs).toISOString() };
    applyMatching(
      requests,
      { ...envelope, seq: 1, type: 'PlacementRequested', data: { party, danger: 'severe', mode: 'assign' } },
      atMs,
    );
    if (n % 100 === 0)
      applyMatching(requests, { ...envelope, seq: 2, type: 'WaitingListJoined', data: { exclusions: [] } }, atMs);
    else applyMatching(requests, { ...envelope, seq: 2, type: 'RequestWithdrawn', data: { reason: 'other' } }, atMs);
  }
  expect(requests.live.size).toBe(30);
  expect(requests.ended.size).toBeLessThan(28 * 72 + 150);
  expect(requests.flow.size).toBeLessThan(28);
});

it('counts the time to the first offer from when the worker asked, not from when it was recorded', () => {
  const projection = emptyProjection();
  const envelope = { aggregateId: 'r-1', id: 'e', at: '2026-01-05T20:00:00.009Z' };
  const party = { women: 1, men: 0, children: [], pets: 0 };
  const asked = { party, danger: 'severe', mode: 'assign', receivedAt: '2026-01-05T20:00:00.000Z' } as const;
  const offer = { shelterId: 's', holdId: 'h', attempt: 1, expiresAt: '2026-01-05T20:15:00.000Z' };
  apply(projection, { topic: 'matching', message: { ...envelope, seq: 1, type: 'PlacementRequested', data: asked } });
  apply(projection, { topic: 'matching', message: { ...envelope, seq: 2, type: 'PlacementOffered', data: offer } });
  const board = shown(projection, Date.parse(envelope.at));
  expect([board.timeToAnswer.p50, board.timeToOffer.p50]).toEqual([9, 9]);
});

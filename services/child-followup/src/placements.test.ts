import { memoryBus } from '@abri/bus/memory';
import { memoryStore } from '@abri/aggregate/memory-store';
import type { AggregateStore } from '@abri/aggregate/store';
import { createRepository } from '@abri/aggregate/wiring';
import { defaultProtocol } from '@abri/contracts/child-protocol';
import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import fc from 'fast-check';
import { type Desk, join, livingCase, readCase, requireJoinable } from './cases.js';
import { caseAggregate } from './domain/case-aggregate.js';
import type { CaseState } from './domain/state.js';
import { hours, limits } from './domain/test-cases.js';
import { caseIdOf, hearPlacement } from './placements.js';

/** A store that fails now and then, before or after it has written: what a crash looks like to whoever waits. */
function failing(
  store: AggregateStore<CaseState>,
  fails: () => 'before' | 'after' | 'never',
): AggregateStore<CaseState> {
  return {
    ...store,
    async save(expected, next) {
      const when = fails();
      if (when === 'before') throw new Error('the store is away');
      const saved = await store.save(expected, next);
      if (when === 'after') throw new Error('no answer');
      return saved;
    },
  };
}

function setUp(failures: readonly ('before' | 'after' | 'never')[]) {
  let turn = 0;
  let clock = 0;
  const store = failing(memoryStore<CaseState>(), () => failures[turn++] ?? 'never');
  let number = 0;
  const { repository } = createRepository({
    type: caseAggregate(limits),
    store,
    clock: { now: () => new Date(hours(clock)) },
    ids: { next: () => `e${(number += 1)}` },
    topics: { events: 'events', state: 'state' },
    bus: memoryBus(),
  });
  const dangers = new Map<string, DangerLevel>();
  const desk = {
    cases: repository,
    directory: { protocol: async () => defaultProtocol },
    now: () => hours((clock += 1)),
    firstTeam: 'east',
  } as unknown as Desk;
  const remembered = {
    put: async (requestId: string, danger: DangerLevel) => void dangers.set(requestId, danger),
    get: async (requestId: string) => dangers.get(requestId) ?? null,
  };
  return { desk, hear: (event: MatchingEvent) => hearPlacement(desk, remembered, event) };
}

const children = [
  { sex: 'girl', ageYears: 3 },
  { sex: 'boy', ageYears: 11 },
] as const;
const confirmed = (requestId: string): MatchingEvent => ({
  id: `of-${requestId}`,
  aggregateId: requestId,
  seq: 2,
  at: hours(0),
  type: 'PlacementConfirmed',
  data: { shelterId: 's', holdId: 'h', party: { women: 1, men: 0, pets: 0, children: [...children] } },
});
const all = ['r1', 'r2'].flatMap((requestId) => children.map((_, index) => caseIdOf(requestId, index)));
const caseId = fc.constantFrom(...all);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ placed: fc.constantFrom('r1', 'r2') }) },
  fc.record({ close: caseId }),
  fc.record({ from: caseId, into: caseId }),
);
const failure = fc.constantFrom('before' as const, 'after' as const, 'never' as const, 'never' as const);

it('gives every child of a placement an open or joined case, whatever fails in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.array(failure, { maxLength: 30 }),
      async (steps, failures) => {
        const { desk, hear } = setUp(failures);
        // The bus delivers again what a handler could not finish.
        const delivered = async (event: MatchingEvent) => {
          for (let attempt = 0; ; attempt++) {
            try {
              return await hear(event);
            } catch (error) {
              if (attempt > 40) throw error;
            }
          }
        };
        for (const one of steps) {
          if ('placed' in one) {
            await delivered(confirmed(one.placed));
            for (const index of children.keys()) {
              const living = await livingCase(desk, caseIdOf(one.placed, index));
              expect(living.status.state).toBe('open');
              expect(living.tasks.some((task) => task.state === 'open')).toBe(true);
            }
            continue;
          }
          // What people do meanwhile may be refused or fail; that is theirs to see.
          const now = desk.now();
          const tried =
            'close' in one
              ? desk.cases.execute(one.close, {
                  do: 'close',
                  reason: 'movedAway',
                  reviewAt: hours(9_000),
                  now,
                  by: 'w',
                })
              : Promise.all([readCase(desk, one.from), readCase(desk, one.into)]).then(([from, into]) => {
                  requireJoinable(from.child, into.child);
                  return join(desk, one.from, one.into, 'w');
                });
          await Promise.resolve(tried).catch(() => undefined);
        }
      },
    ),
    { numRuns: 150 },
  );
});

it('takes the danger of the request, and a grave one where it was never told', async () => {
  const { desk, hear } = setUp([]);
  const requested: MatchingEvent = {
    ...confirmed('r1'),
    seq: 1,
    type: 'PlacementRequested',
    data: { party: { women: 1, men: 0, pets: 0, children: [] }, danger: 'variable', mode: 'assign' },
  };
  await hear(requested);
  await hear(confirmed('r1'));
  await hear(confirmed('r2'));
  expect((await readCase(desk, caseIdOf('r1', 0))).child.danger).toBe('variable');
  expect((await readCase(desk, caseIdOf('r2', 0))).child.danger).toBe('severe');
});

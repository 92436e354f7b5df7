import fc from 'fast-check';
import { createReplayClock } from './clock.js';
import { type BegunErasures, closedBefore, createRetention, type Retained, RetentionConfig } from './retention.js';

const start = new Date('2026-01-01T00:00:00.000Z');
const dayMs = 86_400_000;
type Case = { closedAt: number | null; erased: boolean; finished: number };

function memoryBegun(): BegunErasures & { ids: Set<string> } {
  const ids = new Set<string>();
  return {
    ids,
    add: async (id) => void ids.add(id),
    remove: async (id) => void ids.delete(id),
    all: async () => [...ids],
  };
}

/** Cases in memory, with a place to die at. */
function world(days: number | null, cases: Map<string, Case>) {
  const clock = createReplayClock(start);
  const begun = memoryBegun();
  const fail = { at: null as 'erase' | 'finish' | null };
  const isOver = (one: Case, before: string) =>
    one.closedAt !== null && new Date(start.getTime() + one.closedAt * dayMs).toISOString() <= before;
  const retained: Retained = {
    async candidates(before, cursor, limit) {
      return [...cases]
        .filter(([id, one]) => !one.erased && isOver(one, before) && (cursor === null || id > cursor))
        .map(([id]) => id)
        .sort()
        .slice(0, limit);
    },
    async erase(id, before) {
      if (fail.at === 'erase') throw new Error('died');
      const one = cases.get(id);
      if (one && !one.erased && isOver(one, before)) one.erased = true;
      return one?.erased ?? false;
    },
    async finish(id) {
      if (fail.at === 'finish') throw new Error('died');
      const one = cases.get(id);
      if (one) one.finished += 1;
    },
  };
  const log = { info: () => {}, warn: () => {} };
  const make = () => createRetention(retained, { clock, timers: clock.timers, days, begun, log, pageSize: 2 });
  return { clock, begun, fail, make, cases };
}
const one = (closedAt: number | null): Case => ({ closedAt, erased: false, finished: 0 });

it('erases exactly those that have been closed for so many days, on whatever day it looks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.integer({ min: 0, max: 40 })), { maxLength: 9 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 60 }),
      async (closedAts, days, today) => {
        const cases = new Map(closedAts.map((closedAt, index) => [`c${index}`, one(closedAt)]));
        const { clock, make } = world(days, cases);
        await clock.advance(new Date(start.getTime() + today * dayMs));
        await make().sweep();
        for (const { closedAt, erased, finished } of cases.values()) {
          const due = closedAt !== null && closedAt + days <= today;
          expect([erased, finished]).toEqual([due, due ? 1 : 0]);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('goes on looking by the clock, and erases within the hour', async () => {
  const { clock, make, cases } = world(10, new Map([['c', one(3)]]));
  const retention = make();
  retention.start();
  await clock.advance(new Date(start.getTime() + 13 * dayMs - 1));
  expect(cases.get('c')?.erased).toBe(false);
  await clock.advance(new Date(start.getTime() + 13 * dayMs + 3_600_000));
  expect(cases.get('c')).toMatchObject({ erased: true, finished: 1 });
  await retention.stop();
});

it.each(['erase', 'finish'] as const)('finishes what a process that died at %s had begun', async (at) => {
  const { clock, make, cases, fail, begun } = world(
    10,
    new Map([
      ['c', one(0)],
      ['d', one(0)],
    ]),
  );
  await clock.advance(new Date(start.getTime() + 20 * dayMs));
  fail.at = at;
  expect(await make().sweep()).toBe(0);
  fail.at = null;
  expect(await make().sweep()).toBe(2);
  for (const { erased, finished } of cases.values()) expect([erased, finished]).toEqual([true, 1]);
  expect(begun.ids.size).toBe(0);
});

it('erases nothing where no number of days is set', async () => {
  const { clock, make, cases } = world(null, new Map([['c', one(0)]]));
  await clock.advance(new Date(start.getTime() + 400 * dayMs));
  const retention = make();
  retention.start();
  expect(await retention.sweep()).toBe(0);
  expect(cases.get('c')?.erased).toBe(false);
});

it('takes a number of days or `never`, and nothing for never', () => {
  const read = (text?: string) => RetentionConfig.safeParse({ RETENTION_DAYS_AFTER_CLOSING: text });
  expect(read('730').data?.RETENTION_DAYS_AFTER_CLOSING).toBe(730);
  expect(read('never').data?.RETENTION_DAYS_AFTER_CLOSING).toBeNull();
  expect(read().data?.RETENTION_DAYS_AFTER_CLOSING).toBeNull();
  for (const wrong of ['0', '-3', '1.5', 'soon', '']) expect(read(wrong).success).toBe(false);
  expect(closedBefore(new Date('2026-01-11T00:00:00.000Z'), 10)).toBe('2026-01-01T00:00:00.000Z');
});

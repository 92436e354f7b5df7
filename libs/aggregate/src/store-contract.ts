import type { Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

const stored = (id: string, version: number, more: Partial<Stored<{ n: number }>> = {}): Stored<{ n: number }> => ({
  id,
  version,
  seq: version,
  state: { n: version },
  outbox: [],
  handled: [],
  dueAt: null,
  at: null,
  ...more,
});
const entry = (aggregateId: string, seq: number, by = 'p') => ({
  by,
  event: { id: `${aggregateId}-${seq}`, aggregateId, seq, at: '2026-01-01T00:00:00.000Z', type: 'Happened', data: {} },
  headers: {},
});

/** What every store must do, whatever keeps it. */
export function storeContract(
  name: string,
  open: () => Promise<{ store: AggregateStore<{ n: number }>; close(): Promise<void> }>,
): void {
  describe(`store contract: ${name}`, () => {
    let store: AggregateStore<{ n: number }>;
    let close = async () => {};
    beforeAll(async () => {
      ({ store, close } = await open());
    }, 90_000);
    afterAll(() => close(), 60_000);

    it('gives back what was saved, and null for what never was', async () => {
      const one = stored('back', 1, {
        outbox: [entry('back', 1)],
        handled: [{ key: 'k', fingerprint: 'f', answer: { ok: false, refused: 'full', detail: { beds: 2 } } }],
        dueAt: '2026-01-01T00:00:00.000Z',
        at: '2025-12-31T23:00:00.000Z',
      });
      expect(await store.save(0, one)).toBe(true);
      expect(await store.load('back')).toEqual(one);
      expect(await store.load('never')).toBeNull();
    });

    it('lets one of many writers of the same version through', async () => {
      const inserts = await Promise.all(Array.from({ length: 8 }, () => store.save(0, stored('race', 1))));
      expect(inserts.filter(Boolean)).toHaveLength(1);
      const updates = await Promise.all(Array.from({ length: 8 }, () => store.save(1, stored('race', 2))));
      expect(updates.filter(Boolean)).toHaveLength(1);
      expect(await store.save(1, stored('race', 2))).toBe(false);
      expect((await store.load('race'))?.version).toBe(2);
    });

    it('empties the outbox of what one relay made, and knows who has something to publish', async () => {
      await store.save(0, stored('own', 1, { seq: 2, outbox: [entry('own', 1), entry('own', 2)] }));
      await store.save(0, stored('both', 1, { seq: 2, outbox: [entry('both', 1, 'q'), entry('both', 2)] }));
      expect(await store.unpublished(100)).toEqual(expect.arrayContaining(['own', 'both']));
      const latest = new Map([
        ['own', 2],
        ['both', 2],
        ['never', 2],
      ]);
      await store.trim(latest, 'p');
      expect(await store.load('own')).toMatchObject({ version: 1, seq: 2, outbox: [] });
      expect((await store.load('both'))?.outbox).toEqual([entry('both', 1, 'q')]);
      expect(await store.unpublished(100)).not.toContain('own');
      expect(await store.unpublished(100)).toContain('both');
      await store.trim(latest, null);
      expect((await store.load('both'))?.outbox).toEqual([]);
      expect(await store.unpublished(100)).not.toContain('both');
    });

    it('keeps the outbox of what has moved on', async () => {
      await store.save(0, stored('on', 1, { seq: 3, outbox: [entry('on', 2), entry('on', 3)] }));
      for (const by of ['p', null]) {
        await store.trim(new Map([['on', 2]]), by);
        expect((await store.load('on'))?.outbox).toHaveLength(2);
      }
    });

    it('finds what is due, the most overdue first', async () => {
      await store.save(0, stored('due-b', 1, { dueAt: '2025-01-01T00:00:02.000Z' }));
      await store.save(0, stored('due-a', 1, { dueAt: '2025-01-01T00:00:03.000Z' }));
      await store.save(0, stored('due-c', 1, { dueAt: '2025-01-01T00:00:09.000Z' }));
      expect(await store.due('2025-01-01T00:00:05.000Z', 10)).toEqual(['due-b', 'due-a']);
      expect(await store.due('2025-01-01T00:00:05.000Z', 1)).toEqual(['due-b']);
    });

    it('lists page by page', async () => {
      for (const id of ['x1', 'x2', 'x3']) await store.save(0, stored(id, 1));
      const first = await store.list('x0', 2);
      expect(first.map(({ id }) => id)).toEqual(['x1', 'x2']);
      expect((await store.list('x2', 2)).map(({ id }) => id)).toEqual(['x3']);
      expect((await store.list(null, 1)).map(({ id }) => id)).toEqual(['back']);
    });
  });
}

import { schemaOn } from '@abri/contracts/channels';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { chanceOf } from '../../samples/chance.js';
import { anyOrder, sampleHistory } from '../../samples/history.js';
import { canonicalOf, historyOf } from './canonical.js';
import { applyEvent, emptyHistory, type TopicEvent } from './history.js';

const built = (events: readonly TopicEvent[]) => {
  const history = emptyHistory();
  for (const event of events) applyEvent(history, event);
  return history;
};
/** A text by its digest: two that differ are too long to be read. */
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

it('is made from events that fit their contracts', () => {
  for (const { topic, event } of sampleHistory(chanceOf(5), { aggregates: 400, years: 2 }).flat())
    expect(schemaOn[topic].safeParse(event)).toMatchObject({ success: true });
});

it('is the same to the byte in any order between aggregates, whatever is told again', () => {
  fc.assert(
    fc.property(seeds, seeds, (seed, order) => {
      const events = sampleHistory(chanceOf(seed), { aggregates: 60, years: 3 });
      const straight = digestOf(canonicalOf(built(events.flat())));
      expect(digestOf(canonicalOf(built(anyOrder(events, chanceOf(order), 15))))).toBe(straight);
    }),
    { numRuns: 40 },
  );
});

it('goes on from a snapshot as if it had never stopped', () => {
  fc.assert(
    fc.property(seeds, fc.nat({ max: 100 }), (seed, cut) => {
      const events = anyOrder(sampleHistory(chanceOf(seed), { aggregates: 60, years: 3 }), chanceOf(seed + 1), 5);
      const at = Math.floor((events.length * cut) / 100);
      const again = historyOf(canonicalOf(built(events.slice(0, at))));
      if (!again) throw new Error('the snapshot is of this format');
      for (const event of events.slice(at)) applyEvent(again, event);
      expect(digestOf(canonicalOf(again))).toBe(digestOf(canonicalOf(built(events))));
    }),
    { numRuns: 40 },
  );
});

it('reads no snapshot of another format', () => {
  const other = canonicalOf(emptyHistory()).replace('"format":1', '"format":0');
  expect(historyOf(other)).toBeUndefined();
});

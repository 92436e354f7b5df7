import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disagreements } from '../operations/agreement.mjs';
import { aheadOf, rolledForward } from '../operations/restore-database.mjs';

const type = {
  initial: { sum: 0 },
  evolve: (state, { data }) => ({ sum: state.sum + data }),
  publicState: (state) => state,
  dueAt: ({ sum }) => (sum > 3 ? '2026-01-01T00:00:00.000Z' : null),
};
const event = (seq, data, id = `e${seq}`) => ({
  id,
  aggregateId: 'a',
  seq,
  at: '2026-01-01T00:00:00.000Z',
  type: 'Added',
  data,
});
const events = (...all) => new Map(all.map((one) => [one.seq, one]));
const document = { _id: 'a', version: 7, seq: 1, state: { sum: 1 }, outbox: [], handled: [{ key: 'k' }], dueAt: null };

test('an aggregate is taken on to its last event, and tells it once more', () => {
  const taken = rolledForward({ id: 'a', document, events: events(event(1, 1), event(2, 2), event(3, 4)), type });
  assert.deepEqual(taken, {
    ...{ _id: 'a', version: 8, seq: 3, state: { sum: 7 }, handled: [{ key: 'k' }] },
    ...{ outbox: [{ event: event(3, 4), headers: {} }], hasOutbox: true, publisher: 'several' },
    ...{ dueAt: '2026-01-01T00:00:00.000Z', at: '2026-01-01T00:00:00.000Z' },
  });
});

test('one that the backup did not know is made from its events', () => {
  const taken = rolledForward({ id: 'a', document: undefined, events: events(event(1, 1), event(2, 2)), type });
  assert.deepEqual([taken.seq, taken.state, taken.version], [2, { sum: 3 }, 1]);
});

test('what the backup has beyond the topic stays to be published', () => {
  const waiting = { event: event(1, 1), headers: {}, by: 'p' };
  const taken = rolledForward({ id: 'a', document: { ...document, outbox: [waiting] }, events: new Map(), type });
  assert.deepEqual([taken.seq, taken.outbox], [1, [waiting]]);
});

test('it is not taken over an event that is missing', () => {
  assert.throws(
    () => rolledForward({ id: 'a', document, events: events(event(1, 1), event(3, 4)), type }),
    /event 2 is on no topic/,
  );
});

test('an aggregate is ahead when its topic has gone on, or when the backup does not know it', () => {
  const byId = new Map([
    ['a', events(event(1, 1), event(2, 2))],
    ['b', events(event(1, 1))],
    ['c', events(event(1, 1))],
  ]);
  assert.deepEqual(aheadOf([document, { _id: 'c', seq: 1 }], byId), [
    { id: 'a', document: 1, topic: 2 },
    { id: 'b', document: 0, topic: 1 },
  ]);
});

test('documents and topics agree, or each way in which they do not is told', () => {
  const check = (o) =>
    disagreements({
      ...{ publicState: type.publicState, documents: [{ _id: 'a', seq: 2, state: { sum: 3 } }] },
      ...{ events: [event(1, 1), event(2, 2)], states: [{ aggregateId: 'a', seq: 2, data: { sum: 3 } }], ...o },
    });
  assert.deepEqual(check({}), []);
  assert.deepEqual(check({ events: [event(1, 1), event(2, 2), event(2, 2)] }), []);
  assert.match(check({ events: [event(2, 2)] }).join(), /on no topic: 1/);
  assert.match(
    check({ events: [event(1, 1), event(2, 2), event(2, 9, 'other')] }).join(),
    /two events have the number 2/,
  );
  assert.match(
    check({ events: [event(1, 1), event(2, 2), event(3, 1)] }).join(),
    /the topic is at 3, the document at 2/,
  );
  assert.match(
    check({ states: [{ aggregateId: 'a', seq: 1, data: { sum: 1 } }] }).join(),
    /last state told is that after 1/,
  );
  assert.match(
    check({ states: [{ aggregateId: 'a', seq: 2, data: { sum: 4 } }] }).join(),
    /is not the document’s|is not the document's/,
  );
  assert.match(check({ documents: [] }).join(), /has events and no document/);
});

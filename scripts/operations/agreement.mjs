import { isDeepStrictEqual } from 'node:util';
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { schemaOn } from '../../libs/contracts/dist/channels.js';
import { topics } from '../../libs/contracts/dist/topics.js';

/**
 * Everything that lies on these topics now, as `{ topic: [value] }`, each key's messages in the order in which they lie there.
 * A consumer may be given a message twice; here each is once.
 */
export async function readTopics({ brokers, topicPrefix, names }) {
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'abri-check',
    parkingTopic: topics.parking,
    topicPrefix,
  });
  const found = new Map();
  try {
    const reading = await bus.replay({
      topics: names,
      name: 'abri-check',
      handler: async (message) => void found.set(message.position, message),
    });
    await reading.caughtUp;
    await reading.stop();
  } finally {
    await bus.close();
  }
  const offset = ({ position }) => Number(position.slice(position.lastIndexOf('/') + 1));
  const inOrder = [...found.values()].sort((a, b) => offset(a) - offset(b));
  return Object.fromEntries(
    names.map((name) => [name, inOrder.flatMap(({ topic, value }) => (topic === name ? [value] : []))]),
  );
}

/** What a reader could not use, as lines: messages that do not fit their schema, and those that somebody has parked. */
export function unreadable(lines) {
  return Object.entries(lines).flatMap(([topic, values]) => {
    if (topic === topics.parking) return values.length > 0 ? [`${values.length} messages were parked`] : [];
    const wrong = values.flatMap((value) => schemaOn[topic]?.safeParse(value).error?.issues.slice(0, 1) ?? []);
    const places = new Set(wrong.map(({ path }) => path.join('.')));
    return wrong.length > 0 ? [`${wrong.length} of ${topic} do not fit their schema at ${[...places].join(', ')}`] : [];
  });
}

/** By aggregate id: its events by number, and a line for each number that two different events have. */
export function numbered(events) {
  const byId = new Map();
  const problems = [];
  for (const event of events) {
    const known = byId.get(event.aggregateId) ?? new Map();
    byId.set(event.aggregateId, known);
    const before = known.get(event.seq);
    if (before && before.id !== event.id)
      problems.push(`${event.aggregateId}: two events have the number ${event.seq}`);
    if (!before) known.set(event.seq, event);
  }
  return { byId, problems };
}

/**
 * What is wrong between the documents of one kind of aggregate and what its readers are told, as lines: a number that is
 * missing or double, events beyond the document, a last state that is not the document's. Empty: they agree.
 */
export function disagreements({ documents, events, states, publicState }) {
  const { byId, problems } = numbered(events);
  const lastState = new Map(states.map((state) => [state.aggregateId, state]));
  for (const { _id: id, seq, state } of documents) {
    const own = byId.get(id) ?? new Map();
    const missing = Array.from({ length: seq }, (_, index) => index + 1).filter((number) => !own.has(number));
    if (missing.length > 0) problems.push(`${id}: of ${seq} events these are on no topic: ${missing.join(', ')}`);
    const last = Math.max(0, ...own.keys());
    if (last > seq) problems.push(`${id}: the topic is at ${last}, the document at ${seq}`);
    const told = lastState.get(id);
    if (told?.seq !== seq)
      problems.push(
        `${id}: the last state told is that after ${told?.seq}, the document is at ${seq} (told: ${all(states, id)})`,
      );
    else if (!isDeepStrictEqual(told.data, plain(publicState(state, id))))
      problems.push(`${id}: the last state told is not the document's`);
  }
  const kept = new Set(documents.map(({ _id }) => _id));
  for (const id of byId.keys()) if (!kept.has(id)) problems.push(`${id}: has events and no document`);
  return problems;
}

const all = (states, id) => states.flatMap(({ aggregateId, seq }) => (aggregateId === id ? [seq] : [])).join(', ');

/** As it comes out of JSON: without what is undefined. */
const plain = (value) => JSON.parse(JSON.stringify(value));

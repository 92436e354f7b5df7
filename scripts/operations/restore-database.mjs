import { topics } from '../../libs/contracts/dist/topics.js';
import { mongoAudit } from '../../libs/service-kit/dist/audit.js';
import { shelterAggregate } from '../../services/capacity/dist/domain/shelter-aggregate.js';
import { numbered, readTopics } from './agreement.mjs';

/**
 * Where each service keeps its aggregates, and the topic that they publish to. `type` where a state can be made from events
 * alone; the others keep what no event may tell (decision 0007).
 */
export const aggregatesOf = {
  capacity: [{ collections: ['shelters'], events: topics.capacityEvents, type: shelterAggregate }],
  matching: [{ collections: ['placement_requests'], events: topics.matchingEvents }],
  'child-followup': [{ collections: ['cases'], events: topics.childFollowupEvents }],
  'victim-support': [{ collections: ['cases', 'screenings'], events: topics.supportEvents }],
  'perpetrator-hosting': [
    { collections: ['files', 'sites'], events: topics.hostingEvents },
    { collections: ['zones'], events: topics.zoneEvents },
  ],
  programmes: [{ collections: ['series'], events: topics.programmesEvents }],
};

/** Of each aggregate whose topic has gone on since the document was written: its id, and both numbers. */
export function aheadOf(documents, byId) {
  const seqs = new Map(documents.map(({ _id, seq }) => [_id, seq]));
  return [...byId].flatMap(([id, events]) => {
    const [document, topic] = [seqs.get(id) ?? 0, Math.max(...events.keys())];
    return topic > document ? [{ id, document, topic }] : [];
  });
}

/** The document of an aggregate as of its last event on the topic. Throws where an event in between is missing. */
export function rolledForward({ id, document, events, type }) {
  const last = Math.max(document?.seq ?? 0, ...events.keys());
  let { seq, state } = document ?? { seq: 0, state: type.initial };
  while (seq < last) {
    const event = events.get(seq + 1);
    if (!event) throw new Error(`${id}: the event ${seq + 1} is on no topic, so it cannot be taken further.`);
    const { type: name, data, at } = event;
    state = type.evolve(state, { type: name, data }, { at, seq: event.seq, aggregateId: id });
    seq += 1;
  }
  // Told once more at the start, with the state after it: whoever missed the last one then has it. Readers drop repeats.
  const retold = events.has(seq) ? [{ event: events.get(seq), headers: {} }] : [];
  const waiting = (document?.outbox ?? []).filter(({ event }) => !retold.some((again) => again.event.id === event.id));
  const outbox = [...waiting, ...retold];
  return {
    _id: id,
    version: (document?.version ?? 0) + 1,
    ...{ seq, state, outbox, handled: document?.handled ?? [], dueAt: type.dueAt?.(state) ?? null },
    at: events.get(seq)?.at ?? document?.at ?? null,
    ...{ hasOutbox: outbox.length > 0, publisher: outbox.length > 0 ? 'several' : '' },
  };
}

/**
 * Fills an empty database from a backup and, where the topics have gone on since, takes each aggregate on to its last event.
 * Refuses, before anything is written, where the database is not empty, or where it cannot do that: a service that went on
 * from an old number would give numbers to new events which readers have seen already, and they would drop them unseen.
 * The service must not run. Gives what was done and what is lost.
 */
export async function restoreDatabase({ connection, service, backup, brokers, topicPrefix, who = 'restore' }) {
  const there = await connection.db.listCollections({}, { nameOnly: true }).toArray();
  for (const { name } of there)
    if ((await connection.collection(name).estimatedDocumentCount()) > 0)
      throw new Error(`The database ${connection.db.databaseName} is not empty (${name}). Nothing was changed.`);
  const kinds = aggregatesOf[service];
  const lines = await readTopics({ brokers, topicPrefix, names: kinds.map(({ events }) => events) });
  const documents = new Map(backup.documents);
  const ahead = [];
  for (const { collections, events, type } of kinds) {
    const { byId, problems } = numbered(lines[events]);
    if (problems.length > 0)
      throw new Error(`${events} has two events of one number; nothing was changed:\n${problems.join('\n')}`);
    const kept = collections.flatMap((name) => documents.get(name) ?? []);
    const behind = aheadOf(kept, byId);
    ahead.push(...behind);
    if (behind.length > 0 && !type) throw new Error(refusal(service, behind));
    if (!type) continue;
    const [collection] = collections;
    const known = new Map(kept.map((document) => [document._id, document]));
    const ids = new Set([...known.keys(), ...byId.keys()]);
    documents.set(
      collection,
      [...ids].map((id) => rolledForward({ id, document: known.get(id), events: byId.get(id) ?? new Map(), type })),
    );
  }
  const { kept, missing } = service === 'capacity' ? addressesOf(documents) : { kept: documents, missing: [] };
  for (const [name, rows] of kept) if (rows.length > 0) await connection.collection(name).insertMany(rows);
  // The chain goes on from the backup's last entry; this one says that later ones may be missing, and why.
  const subject = `${service}:${backup.digest.slice(0, 32)}`;
  await mongoAudit(connection).append({ at: new Date().toISOString(), who, action: 'databaseRestored', subject });
  return { takenForward: ahead, addressesMissing: missing };
}

function refusal(service, behind) {
  const some = behind.slice(0, 3).map(({ id, document, topic }) => `${id}: backup ${document}, topic ${topic}`);
  return (
    `The topics of ${service} have gone on since this backup, for ${behind.length} aggregates (${some.join('; ')}), and what is ` +
    'private in them is in no event. Nothing was changed. Restore a later state (the point-in-time recovery of MongoDB).'
  );
}

/** Addresses that no house points to any more are forgotten again; houses whose address came after the backup are named. */
function addressesOf(documents) {
  const houses = documents.get('shelters') ?? [];
  const wanted = new Map(houses.flatMap(({ _id, state }) => (state.addressId ? [[state.addressId, _id]] : [])));
  const addresses = (documents.get('addresses') ?? []).filter(({ _id }) => wanted.has(_id));
  for (const { _id } of addresses) wanted.delete(_id);
  return { kept: new Map([...documents, ['addresses', addresses]]), missing: [...wanted.values()].sort() };
}

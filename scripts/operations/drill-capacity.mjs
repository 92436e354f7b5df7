import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { topics } from '../../libs/contracts/dist/topics.js';
import { until } from '../../libs/local-stack/dist/until.js';
import { countBeds } from '../../load-tests/dist/run/doubled-beds.js';
import { householdOf } from '../../load-tests/dist/run/households.js';
import { oneBedHouse, sheltersFor } from '../../load-tests/dist/run/shelters.js';
import { sessionOf, tokenOf } from '../../load-tests/dist/run/sign-in.js';
import { registerShelters } from '../../load-tests/dist/run/targets.js';
import { shelterAggregate } from '../../services/capacity/dist/domain/shelter-aggregate.js';
import { disagreements, numbered, readTopics, unreadable } from './agreement.mjs';
import { mongoose, readBackup, writeBackup } from './backup-folder.mjs';
import { startLoad } from './open-load.mjs';
import { aheadOf, restoreDatabase } from './restore-database.mjs';
import { world } from '../../load-tests/dist/run/world.js';
import { startReplicas } from './system-of-replicas.mjs';

const newUnit = { label: 'new', beds: 2, cots: 0, sharing: 'exclusive', stepFree: false };
const address = { street: '2 rue inventée', postalCode: '59300', city: 'Ville inventée' };

/**
 * Backs capacity up while households call, goes on for a while, destroys its database, and restores it. What must then hold is
 * given as `{ what, wrong }`: above all, that every house is as it was at the end, and not as it was in the backup.
 */
export async function drillCapacity({ folder, isolate, env, rate, report }) {
  const system = await startReplicas({
    ...{ folder, isolate, report, copies: {} },
    env: { ...env, API_REQUESTS_A_MINUTE: '100000', LOG_LEVEL: 'warn' },
  });
  const doors = { issuer: system.issuer, gateway: system.urls.gateway };
  const { brokers } = system.stack;
  const connection = await mongoose.createConnection(system.settings.capacity.env.MONGODB_URI).asPromise();
  const houses = () => connection.collection('shelters').find().sort({ _id: 1 }).toArray();
  const operator = async (method, where, body) => {
    const authorization = `Bearer ${await tokenOf(doors, 'operator@abri.test')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${system.urls.capacity}${where}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${where} was answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const callsUnderLoad = async (seed, seconds, meanwhile = async () => undefined) => {
    const headers = await sessionOf(doors, 'hotline@abri.test');
    const load = startLoad({ gateway: doors.gateway, headers, rate, householdOf: (n) => householdOf(world, seed, n) });
    await until('calls', async () => (load.sent() >= rate * seconds ? true : undefined), { withinMs: 60_000 });
    await meanwhile();
    return load.stop();
  };
  const published = async () => {
    const empty = async () =>
      (await connection.collection('shelters').countDocuments({ hasOutbox: true })) === 0 ? true : undefined;
    await until('everything of capacity being published', empty, { withinMs: 40_000, everyMs: 250 });
  };
  const told = async () =>
    readTopics({
      brokers,
      topicPrefix: system.topicPrefix,
      names: [topics.capacityEvents, topics.capacityState, topics.parking],
    });
  const agreement = async () => {
    const lines = await told();
    const { publicState } = shelterAggregate;
    const [events, states] = [lines[topics.capacityEvents], lines[topics.capacityState]];
    return [...unreadable(lines), ...disagreements({ documents: await houses(), events, states, publicState })];
  };

  try {
    await registerShelters({ ...system.urls, ...doors }, sheltersFor(2, 120));
    await operator('PUT', '/shelters/load-0/address', address);
    const backupFolder = path.join(folder, 'backup');
    const first = await callsUnderLoad(1, 3, async () => {
      const { collections } = await writeBackup({ connection, service: 'capacity', folder: backupFolder });
      report(`backed up while running: ${collections.map(({ name, documents }) => `${documents} ${name}`).join(', ')}`);
    });
    const second = await callsUnderLoad(2, 3);
    await operator('POST', '/shelters', oneBedHouse('built-later', '59606'));
    await operator('PUT', '/shelters/load-1/address', address);
    const { units } = await operator('POST', '/shelters/load-2/units', newUnit);
    await operator('POST', `/shelters/load-2/units/${units.at(-1).unitId}/out-of-service`, { reason: 'works' });
    await published();
    const truth = await houses();
    const [capacity] = system.replicas.capacity;
    await capacity.stop();
    await connection.dropDatabase();
    report(
      `went on to ${truth.reduce((sum, { seq }) => sum + seq, 0)} events, stopped capacity, destroyed its database`,
    );

    const backup = await readBackup({ folder: backupFolder, service: 'capacity' });
    const { byId } = numbered((await told())[topics.capacityEvents]);
    const behind = aheadOf(backup.documents.get('shelters'), byId);
    const began = performance.now();
    const done = await restoreDatabase({
      connection,
      service: 'capacity',
      backup,
      brokers,
      topicPrefix: system.topicPrefix,
    });
    report(
      `restored within ${((performance.now() - began) / 1_000).toFixed(1)} s; ${done.takenForward.length} houses taken on to their last event`,
    );
    const restored = await houses();
    await capacity.start();
    await published();
    const agreed = await agreement();
    const audit = await operator('GET', '/audit/verification');
    const third = await callsUnderLoad(3, 3);
    await published();
    const { shelters } = await operator('GET', '/shelters');
    const { doubled, holds } = countBeds(shelters);
    return [
      {
        what: 'the backup was older than the truth, so that there was something to solve',
        wrong: behind.length > 3 ? [] : ['it was not'],
      },
      { what: 'every house is as it was before its database was destroyed', wrong: differences(truth, restored) },
      {
        what: 'the addresses that came after the backup are named as lost, and no others',
        wrong: isDeepStrictEqual(done.addressesMissing, ['built-later', 'load-1'])
          ? []
          : [done.addressesMissing.join()],
      },
      {
        what: 'the audit log is whole, and says that it was restored',
        wrong: await wrongIn(audit, connection, backup),
      },
      { what: 'the topics say what the restored documents say', wrong: agreed },
      { what: 'no call failed before or after', wrong: [first, second, third].flatMap(({ failures }) => failures) },
      { what: 'no number was used twice, and the topics still agree', wrong: await agreement() },
      { what: 'no bed is promised twice', wrong: doubled === 0 && holds > 0 ? [] : [`${doubled} of ${holds}`] },
    ];
  } finally {
    await connection.close();
    await system.stop();
  }
}

function differences(truth, restored) {
  const now = new Map(restored.map((document) => [document._id, document]));
  const lines = truth.flatMap(({ _id, seq, state, dueAt }) => {
    const found = now.get(_id);
    if (!found) return [`${_id} is missing`];
    const same = isDeepStrictEqual([seq, state, dueAt], [found.seq, found.state, found.dueAt]);
    return same ? [] : [`${_id}: was at ${seq}, is at ${found.seq}, or differs`];
  });
  return truth.length === restored.length
    ? lines
    : [...lines, `${truth.length} houses before, ${restored.length} after`];
}

async function wrongIn(verification, connection, backup) {
  const last = await connection.collection('audit').findOne({}, { sort: { _id: -1 } });
  return [
    ...(verification.whole ? [] : [`broken at ${verification.firstBroken}`]),
    ...(verification.entries === (backup.documents.get('audit') ?? []).length + 1
      ? []
      : [`${verification.entries} entries`]),
    ...(last?.action === 'databaseRestored' ? [] : [`the last entry is ${last?.action}`]),
  ];
}

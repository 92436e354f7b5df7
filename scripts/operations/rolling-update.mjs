import { createRequire } from 'node:module';
import { topics } from '../../libs/contracts/dist/topics.js';
import { until } from '../../libs/local-stack/dist/until.js';
import { householdOf } from '../../load-tests/dist/run/households.js';
import { countBeds } from '../../load-tests/dist/run/doubled-beds.js';
import { sheltersFor } from '../../load-tests/dist/run/shelters.js';
import { sessionOf, tokenOf } from '../../load-tests/dist/run/sign-in.js';
import { registerShelters } from '../../load-tests/dist/run/targets.js';
import { world } from '../../load-tests/dist/run/world.js';
import { shelterAggregate } from '../../services/capacity/dist/domain/shelter-aggregate.js';
import { requestAggregate } from '../../services/matching/dist/domain/request/aggregate.js';
import { asOfToday } from '../../services/matching/dist/domain/request/state.js';
import { disagreements, readTopics, unreadable } from './agreement.mjs';
import { startLoad } from './open-load.mjs';
import { startReplicas } from './system-of-replicas.mjs';

const mongoose = createRequire(import.meta.resolve('../../libs/service-kit/dist/database.js'))('mongoose');
/** How many units the houses have: enough that most households find a place, few enough that some must wait. */
const units = 250;

/** Replaces each replica in turn under load. Gives `{ what, wrong }` for each thing that must hold; `wrong` are lines. */
export async function checkRollingUpdate({ folder, isolate, env, rate, report }) {
  const system = await startReplicas({
    ...{ folder, isolate, report, copies: { capacity: 2, matching: 2 } },
    env: { ...env, DRAIN_SECONDS: env.DRAIN_SECONDS ?? '1.5', API_REQUESTS_A_MINUTE: '100000', LOG_LEVEL: 'warn' },
  });
  try {
    await registerShelters({ ...system.urls, issuer: system.issuer }, sheltersFor(1, units));
    const load = startLoad({
      ...{ gateway: system.urls.gateway, rate },
      headers: await sessionOf({ issuer: system.issuer, gateway: system.urls.gateway }, 'hotline@abri.test'),
      householdOf: (number) => householdOf(world, 1, number),
    });
    const answered = async (more) => {
      const from = load.sent();
      await until(`${more} calls`, async () => (load.sent() >= from + more ? true : undefined), { withinMs: 30_000 });
    };
    await answered(2 * rate);
    for (const replica of [...system.replicas.matching, ...system.replicas.capacity]) {
      const began = performance.now();
      await replica.stop();
      const ended = performance.now();
      await replica.start();
      const seconds = [ended - began, performance.now() - ended].map((ms) => (ms / 1_000).toFixed(1));
      report(`${replica.name} ended within ${seconds[0]} s, and its successor was ready after ${seconds[1]} s`);
      // The gateway has to hear of the new one before the next may go.
      await answered(2 * rate);
    }
    const done = await load.stop();
    report(`${done.sent} calls; p50 ${done.ms.p50} ms, p99 ${done.ms.p99} ms, longest ${done.ms.max} ms`);
    return await outcomesOf(system, done);
  } finally {
    await system.stop();
  }
}

async function outcomesOf(system, { failures, ledger }) {
  const { kinds, strange } = await settledKinds(system);
  const asked = async (person, url) => {
    const authorization = `Bearer ${await tokenOf({ issuer: system.issuer, gateway: system.urls.gateway }, person)}`;
    return (path) => fetch(`${url}${path}`, { headers: { authorization } });
  };
  const capacity = await asked('operator@abri.test', system.urls.capacity);
  const matching = await asked('hotline@abri.test', system.urls.matching);
  const { shelters } = await (await capacity('/shelters')).json();
  const views = new Map();
  for (const requestId of ledger.keys()) {
    const answer = await matching(`/placements/${requestId}`);
    if (answer.ok) views.set(requestId, await answer.json());
  }
  return [
    { what: 'no request failed', wrong: failures },
    {
      what: `all ${ledger.size} acknowledged requests are there, as they were acknowledged`,
      wrong: lost(ledger, views),
    },
    { what: 'no bed is promised twice', wrong: doubled(shelters) },
    { what: 'each hold has its request, and each request its hold', wrong: unmatched(shelters, views) },
    { what: 'every message can be read, and none was parked', wrong: strange },
    ...kinds.map(({ name, wrong }) => ({ what: `the topics of ${name} say what its documents say`, wrong })),
  ];
}

/** Waits until everything is published, and compares the documents with the topics. */
export async function settledKinds({ stack, settings, topicPrefix }) {
  const published = Object.values(topics).filter((topic) => /^(capacity|matching|abri)\./.test(topic));
  const documentsOf = async (service, collection) => {
    const connection = await mongoose.createConnection(settings[service].env.MONGODB_URI).asPromise();
    try {
      const found = connection.collection(collection);
      const emptied = async () => ((await found.countDocuments({ hasOutbox: true })) === 0 ? true : undefined);
      await until(`everything of ${service} being published`, emptied, { withinMs: 40_000, everyMs: 250 });
      return await found.find().toArray();
    } finally {
      await connection.close();
    }
  };
  const shelters = await documentsOf('capacity', 'shelters');
  const requests = await documentsOf('matching', 'placement_requests');
  const lines = await readTopics({ brokers: stack.brokers, topicPrefix, names: published });
  const compared = (name, documents, publicState) => ({
    name,
    wrong: disagreements({
      ...{ documents, publicState },
      ...{ events: lines[topics[`${name}Events`]], states: lines[topics[`${name}State`]] },
    }),
  });
  const kinds = [
    compared('capacity', shelters, shelterAggregate.publicState),
    compared('matching', requests, (state, id) => requestAggregate.publicState(asOfToday(state), id)),
  ];
  return { kinds, strange: unreadable(lines) };
}

const live = ['offered', 'accepted', 'placed'];

export function lost(ledger, views) {
  return [...ledger].flatMap(([requestId, { state, holdId }]) => {
    const now = views.get(requestId);
    if (!now) return [`${requestId}: ${state} was acknowledged, and there is none`];
    // A waiting household may have been served since; an end and a confirmed place stay.
    const fits = state === 'waiting' ? ['waiting', ...live] : [state];
    if (!fits.includes(now.status.state))
      return [`${requestId}: ${state} was acknowledged, ${now.status.state} is there`];
    return live.includes(state) && now.status.holdId !== holdId ? [`${requestId}: has another hold`] : [];
  });
}

export function doubled(shelters) {
  const { doubled: count, holds } = countBeds(shelters);
  if (holds === 0) return ['there is no hold at all: nothing was tried'];
  return count === 0 ? [] : [`${count} beds`];
}

export function unmatched(shelters, views) {
  const holds = new Map(shelters.flatMap((house) => house.holds.map((hold) => [hold.holdId, hold.requestId])));
  const wanted = new Map(
    [...views.values()].flatMap(({ requestId, status }) =>
      live.includes(status.state) ? [[status.holdId, requestId]] : [],
    ),
  );
  return [
    ...[...holds].flatMap(([holdId, requestId]) =>
      wanted.get(holdId) === requestId ? [] : [`hold ${holdId} has no request`],
    ),
    ...[...wanted].flatMap(([holdId, requestId]) => (holds.has(holdId) ? [] : [`request ${requestId} has no hold`])),
  ];
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topics } from '../../libs/contracts/dist/topics.js';
import { freePorts } from '../../libs/local-stack/dist/ports.js';
import { startStack } from '../../libs/local-stack/dist/stack.js';
import { serviceToken } from '../../libs/service-kit/dist/service-client.js';
import { countBeds } from '../../load-tests/dist/run/doubled-beds.js';
import { oneBedHouse } from '../../load-tests/dist/run/shelters.js';
import { tokenOf } from '../../load-tests/dist/run/sign-in.js';
import { serviceSettings } from '../services.mjs';
import { startService } from '../supervisor.mjs';

const { Pool } = createRequire(import.meta.resolve('../../libs/service-kit/dist/service-client.js'))('undici');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const serviceClient = {
  audience: 'urn:abri',
  clientId: 'abri-services',
  clientSecret: 'development-only-services',
};
const party = { women: 1, men: 0, children: [], pets: 0 };
const allocations = [{ unitId: 'u1', beds: 1, cots: 0 }];

/**
 * `callers` ask two replicas of capacity for the single bed of each of `beds` houses, all the time, `holds` times in all or for
 * `minutes`; who gets one gives it back at once. Watches from outside that no bed is given while its last holder has it, and
 * counts all again from the topics and from the API.
 */
export async function contend({ folder, isolate, env, holds, minutes, callers, beds, report }) {
  const running = [];
  const stack = await startStack({
    dataDir: path.join(folder, 'data'),
    logDir: path.join(folder, 'logs'),
    ports: { kafka: 0, kafkaController: 0, mongo: 0 },
    ...{ env, report },
  });
  const stop = async () => {
    for (const service of running.splice(0).reverse()) await service.stop();
    await stack.stop();
  };
  try {
    const [issuerPort, gatewayPort, ...ports] = await freePorts(4);
    const issuer = `http://127.0.0.1:${issuerPort}`;
    const settingsOf = (port) =>
      serviceSettings({
        ...{ root, isolate, issuer, dataDir: folder, brokers: stack.brokers, mongoUri: stack.mongoUri },
        ports: { 'dev-issuer': issuerPort, gateway: gatewayPort, capacity: port },
        env: { ...env, LOG_LEVEL: 'warn' },
      });
    const start = async (service, name) =>
      running.push(
        await startService(service, { guard: stack.guard, report, logFile: path.join(folder, 'logs', `${name}.log`) }),
      );
    await start(settingsOf(ports[0])['dev-issuer'], 'dev-issuer');
    const replicas = ports.map((port) => settingsOf(port).capacity);
    await Promise.all(replicas.map((service, index) => start(service, `capacity-${index + 1}`)));

    const doors = { issuer, gateway: `http://127.0.0.1:${gatewayPort}` };
    const operator = { authorization: `Bearer ${await tokenOf(doors, 'operator@abri.test')}` };
    const houses = Array.from({ length: beds }, (_, number) => `one-bed-${number}`);
    for (const house of houses) {
      const body = JSON.stringify(oneBedHouse(house, '59606'));
      const headers = { ...operator, 'content-type': 'application/json' };
      const answer = await fetch(`${replicas[0].url}/shelters`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`a house was answered ${answer.status}: ${await answer.text()}`);
    }
    const race = await raceFor({
      houses,
      replicas,
      token: serviceToken({ ...serviceClient, issuer }),
      holds,
      minutes,
      callers,
      report,
    });
    const told = await toldTwice({ brokers: stack.brokers, topicPrefix: replicas[0].env.KAFKA_TOPIC_PREFIX });
    const { shelters } = await (await fetch(`${replicas[0].url}/shelters`, { headers: operator })).json();
    return { ...race, told, left: countBeds(shelters), database: stack.mongo.title, beds, callers };
  } finally {
    await stop();
  }
}

async function raceFor({ houses, replicas, token, holds, minutes, callers, report }) {
  const pools = replicas.map(({ url }) => new Pool(url, { connections: Math.ceil(callers / replicas.length) }));
  /** Who surely has the bed of a house: was told so, and has not yet begun to give it back. */
  const holders = new Map();
  const counts = { asked: 0, granted: 0, taken: 0, other: 0, doubled: 0 };
  const others = {};
  const began = performance.now();
  const until = began + minutes * 60_000;
  const post = async (number, where, body) => {
    const { statusCode, body: answer } = await pools[number % pools.length].request({
      ...{ method: 'POST', path: where, body: JSON.stringify(body) },
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
    });
    return { statusCode, answer: await answer.json() };
  };
  const caller = async () => {
    while (counts.asked < holds && performance.now() < until) {
      const number = counts.asked++;
      const house = houses[number % houses.length];
      const holdId = `hold-${number}`;
      const { statusCode, answer } = await post(number, `/shelters/${house}/holds`, {
        ...{ holdId, requestId: `request-${number}`, allocations, party },
      });
      if (statusCode === 201) {
        counts.granted += 1;
        if (holders.has(house)) counts.doubled += 1;
        holders.set(house, holdId);
        await new Promise((done) => setImmediate(done));
        if (holders.get(house) === holdId) holders.delete(house);
        // By the other replica: it has to find out that the bed is held at all.
        const { token: fence } = answer.hold;
        const back = await post(number + 1, `/shelters/${house}/holds/${holdId}/release`, {
          token: fence,
          reason: 'superseded',
        });
        if (back.statusCode !== 200)
          others[`release ${back.statusCode}`] = (others[`release ${back.statusCode}`] ?? 0) + 1;
      } else if (answer.type === 'urn:abri:problem:place-taken') counts.taken += 1;
      else {
        counts.other += 1;
        others[`${statusCode} ${answer.type}`] = (others[`${statusCode} ${answer.type}`] ?? 0) + 1;
      }
    }
  };
  const rate = () => Math.round(counts.asked / ((performance.now() - began) / 1_000));
  const telling = setInterval(() => report(`${counts.asked} asked, ${counts.granted} granted, ${rate()}/s`), 30_000);
  try {
    await Promise.all(Array.from({ length: callers }, caller));
  } finally {
    clearInterval(telling);
    await Promise.all(pools.map((pool) => pool.close()));
  }
  return { ...counts, others, aSecond: rate(), seconds: Math.round((performance.now() - began) / 1_000) };
}

/** From the topic of events: how many beds were given while they were held, by number of each house's own events. */
async function toldTwice({ brokers, topicPrefix }) {
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'abri-contend',
    parkingTopic: topics.parking,
    topicPrefix,
  });
  const houses = new Map();
  let [held, doubled, gaps] = [0, 0, 0];
  try {
    const reading = await bus.replay({
      topics: [topics.capacityEvents],
      name: 'abri-contend',
      async handler({ value }) {
        const { aggregateId, seq, type, data } = value;
        const house = houses.get(aggregateId) ?? { seq: 0, live: new Set() };
        houses.set(aggregateId, house);
        if (seq <= house.seq) return;
        if (seq !== house.seq + 1) gaps += 1;
        house.seq = seq;
        if (type === 'PlaceHeld') {
          held += 1;
          if (house.live.size > 0) doubled += 1;
          house.live.add(data.holdId);
        } else if (/^Hold(Released|Declined|Expired)$|^HouseholdLeft$/.test(type)) house.live.delete(data.holdId);
      },
    });
    await reading.caughtUp;
    await reading.stop();
  } finally {
    await bus.close();
  }
  return { held, doubled, gaps };
}

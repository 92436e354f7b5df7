import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kafkaBus } from '../libs/bus/dist/kafka.js';
import { topicSettings, topics } from '../libs/contracts/dist/topics.js';
import { seedShelters } from '../libs/geo/dist/seed-shelters.js';
import { abriFolder, startStack } from '../libs/local-stack/dist/stack.js';
import { claimPorts } from './ports.mjs';
import { loadDemo } from './demo/demo.mjs';
import { createProgress } from './progress.mjs';
import { loadDistrict } from './seed.mjs';
import { serviceNames, serviceSettings, waves } from './services.mjs';
import { startService } from './supervisor.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** How many steps of progress `startSystem` shows for such options. */
export const systemSteps = ({ with: names = serviceNames, seed = true } = {}) => 2 + names.length + (seed ? 2 : 0);

/**
 * Starts the whole system on real parts: Kafka and a MongoDB-compatible server (or those of KAFKA_BROKERS and
 * MONGODB_URI), the topics, the services, and the district's shelters. It must have been built. All of it is optional:
 *
 * - `ports`: by name (`gateway`, `dev-issuer`, `capacity`, `matching`, `observatory`, `kafka`, `kafkaController`, `mongo`);
 *   0 is any free one; `ports: 'any'` makes them all 0. Otherwise the usual ones, or ABRI_<NAME>_PORT.
 * - `dataDir`, `logDir`: kept data and logs (.abri/data and .abri/logs); `fresh` empties the data first.
 * - `env`: the environment that is read and passed on to the services (process.env).
 * - `with`: which services to start (all). With OIDC_ISSUER in `env`, no development issuer is started.
 * - `seed`: whether the district's shelters are loaded (true).
 * - `isolate`: a prefix for topics and databases, so that several systems can share servers.
 * - `report(line)`: gets each line of progress; `progress`: an own one of progress.mjs; `signal`: breaks the start off.
 *
 * Resolves when every service is ready, to
 * `{ urls, ports, brokers, mongoUri, mongo, logDir, pids(), failed, stop() }`: `urls` by service name, `failed` resolves with
 * an Error when something that cannot be restarted has ended. Throws with what happened and what to do; nothing runs then.
 */
export async function startSystem(o = {}) {
  const env = o.env ?? process.env;
  const report = o.report ?? (() => undefined);
  const names = (o.with ?? serviceNames).filter((name) => !(name === 'dev-issuer' && env.OIDC_ISSUER));
  const seed = o.seed ?? true;
  const progress = o.progress ?? createProgress({ total: systemSteps({ with: names, seed }), write: report });
  const dataDir = o.dataDir ?? path.join(abriFolder, 'data');
  const logDir = o.logDir ?? path.join(abriFolder, 'logs');
  const ports = await claimPorts(o.ports, names, env);
  const running = [];
  const stop = async () => {
    for (const wave of running.splice(0).reverse()) await Promise.all(wave.map(({ stop: end }) => end()));
  };
  const goOn = () => {
    if (o.signal?.aborted) throw new Error('The start was broken off.');
  };

  try {
    let stack;
    await progress.step('Kafka and MongoDB', async ({ detail }) => {
      stack = await startStack({ dataDir, logDir, ports, env, fresh: o.fresh ?? false, report: detail });
      running.push([stack]);
    });
    goOn();
    await mkdir(dataDir, { recursive: true });
    const issuer = env.OIDC_ISSUER || `http://127.0.0.1:${ports['dev-issuer']}`;
    const { brokers, mongoUri } = stack;
    const services = serviceSettings({ root, ports, issuer, brokers, mongoUri, isolate: o.isolate, dataDir, env });
    await progress.step('topics', () => createTopics(brokers, services.capacity.env.KAFKA_TOPIC_PREFIX));
    const failures = [stack.failed];
    for (const wave of waves.map((all) => all.filter((name) => names.includes(name)))) {
      goOn();
      const started = [];
      running.push(started);
      const outcomes = await Promise.allSettled(
        wave.map((name) =>
          progress.step(name, async () => {
            const logFile = path.join(logDir, `${name}.log`);
            const service = await startService(services[name], {
              guard: stack.guard,
              logFile,
              report,
              signal: o.signal,
            });
            started.push(service);
            failures.push(service.failed);
            return services[name].url;
          }),
        ),
      );
      const reasons = outcomes.flatMap(({ reason }) => (reason ? [reason.message] : []));
      if (reasons.length > 0) throw new Error(reasons.join('\n'));
    }
    goOn();
    if (seed) {
      await progress.step('shelters of the district', ({ detail }) =>
        loadDistrict({ issuer, capacityUrl: services.capacity.url, shelters: seedShelters, env, detail }),
      );
      await progress.step('demonstration data', ({ detail }) => loadDemo({ issuer, services, names, env, detail }));
    }
    return {
      urls: Object.fromEntries(names.map((name) => [name, services[name].url])),
      issuer,
      ports,
      brokers,
      mongoUri,
      mongo: stack.mongo,
      logDir,
      pids: () => Object.fromEntries(names.map((name) => [name, find(running, name)?.pid()])),
      failed: Promise.race(failures),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const find = (running, name) => running.flat().find((one) => one.name === name);

async function createTopics(brokers, topicPrefix) {
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'abri-start',
    parkingTopic: topics.parking,
    topicPrefix,
  });
  try {
    await bus.ensureTopics(topicSettings);
    return `${topicSettings.length} are there`;
  } finally {
    await bus.close();
  }
}

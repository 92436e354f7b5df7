import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from '../../libs/local-stack/dist/stack.js';
import { freePorts } from '../../libs/local-stack/dist/ports.js';
import { serviceSettings } from '../services.mjs';
import { startService } from '../supervisor.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const waves = [['dev-issuer'], ['capacity'], ['matching'], ['gateway']];

/**
 * Starts what a placement needs on free ports, with several replicas of capacity and matching, behind one gateway that spreads
 * requests over them. Kafka and MongoDB are those of KAFKA_BROKERS and MONGODB_URI, or own ones below `folder`; topics and
 * databases have names of their own (`isolate`) either way. `env` reaches every service.
 *
 * Gives the servers, the addresses by service, and `replicas`: by service, a list whose members can be stopped and started.
 */
export async function startReplicas({ folder, isolate, copies, env, report = () => undefined }) {
  const started = [];
  const stack = await startStack({
    dataDir: path.join(folder, 'data'),
    logDir: path.join(folder, 'logs'),
    ports: { kafka: 0, kafkaController: 0, mongo: 0 },
    env,
    report,
  });
  const stop = async () => {
    for (const wave of waves.toReversed())
      await Promise.all(started.filter(({ service }) => wave.includes(service.name)).map((replica) => replica.stop()));
    await stack.stop();
  };
  try {
    const names = waves.flat();
    const ports = await freePorts(names.length + Object.values(copies).reduce((sum, count) => sum + count - 1, 0));
    const own = Object.fromEntries(names.map((name, index) => [name, ports[index]]));
    const settings = serviceSettings({
      ...{ root, ports: own, issuer: `http://127.0.0.1:${own['dev-issuer']}`, isolate, dataDir: folder, env },
      ...{ brokers: stack.brokers, mongoUri: stack.mongoUri },
    });
    let free = names.length;
    const of = (name) =>
      Array.from({ length: copies[name] ?? 1 }, (_, index) => {
        const { [name]: service } = settings;
        if (index === 0) return service;
        const url = `http://127.0.0.1:${ports[free]}`;
        const moved = {
          ...service,
          url,
          readyUrl: `${url}/health/ready`,
          env: { ...service.env, PORT: `${ports[free]}` },
        };
        free += 1;
        return moved;
      });
    const replicas = Object.fromEntries(
      names.map((name) => [name, of(name).map((one, index) => replicaOf(one, index))]),
    );
    const addresses = (name) => replicas[name].map(({ url }) => url).join(',');
    for (const { service } of Object.values(replicas).flat())
      Object.assign(service.env, { CAPACITY_URL: addresses('capacity'), MATCHING_URL: addresses('matching') });

    function replicaOf(service, index) {
      let running;
      const replica = {
        ...{ name: `${service.name} ${index + 1}`, url: service.url, service },
        async start() {
          const logFile = path.join(folder, 'logs', `${service.name}-${index + 1}.log`);
          running = await startService(service, { guard: stack.guard, logFile, report });
        },
        async stop() {
          await running?.stop();
          running = undefined;
        },
      };
      started.push(replica);
      return replica;
    }
    for (const wave of waves) await Promise.all(wave.flatMap((name) => replicas[name].map((one) => one.start())));
    return {
      ...{ stack, replicas, settings, stop },
      issuer: settings['dev-issuer'].url,
      urls: Object.fromEntries(names.map((name) => [name, settings[name].url])),
      topicPrefix: settings.capacity.env.KAFKA_TOPIC_PREFIX,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

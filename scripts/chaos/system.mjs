import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGuard } from '../../libs/local-stack/dist/guard.js';
import { startKafka } from '../../libs/local-stack/dist/kafka.js';
import { startMongo, wantedKind } from '../../libs/local-stack/dist/mongo.js';
import { freePorts } from '../../libs/local-stack/dist/ports.js';
import { abriFolder } from '../../libs/local-stack/dist/stack.js';
import { serviceNames, serviceSettings, waves } from '../services.mjs';
import { startService } from '../supervisor.mjs';
import { findFaketime, settableClocks } from './clocks.mjs';
import { startProxy } from './proxy.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const diskMegabytes = 512;

/**
 * The whole system on servers of its own below `folder`, each supervised, with a proxy on every way that can be cut: from
 * capacity and from matching to the database, from everybody to the broker, from the gateway to matching, from matching to
 * capacity. The database lies on a disk of its own where this machine allows a tmpfs; else `disk` is null. The clocks of the
 * services can be set where libfaketime is on this machine; else `clocks` is null.
 */
export async function startChaosSystem({ folder, env }) {
  const guard = startGuard();
  const toStop = [];
  const stop = async () => {
    for (const end of toStop.splice(0).reverse()) await end();
  };
  try {
    const names = [...serviceNames, 'kafka', 'controller', 'mongo', 'kafkaDoor', 'capacityMongo', 'matchingMongo'];
    const more = ['toCapacity', 'toMatching'];
    const free = await freePorts(names.length + more.length);
    const ports = Object.fromEntries([...names, ...more].map((name, index) => [name, free[index]]));
    // Before the broker: it tells whoever comes, its starter too, to come by its proxy.
    const proxies = {};
    for (const [name, target] of [
      ['kafkaDoor', 'kafka'],
      ['capacityMongo', 'mongo'],
      ['matchingMongo', 'mongo'],
      ['toCapacity', 'capacity'],
      ['toMatching', 'matching'],
    ]) {
      proxies[name] = await startProxy({ port: ports[name], target: ports[target] });
      toStop.push(() => proxies[name].stop());
    }
    const disk = await ownDisk(path.join(folder, 'disk'), toStop);
    const server = (start) => killable(start, toStop);

    const mongoPlace = {
      port: ports.mongo,
      dataDir: disk ?? path.join(folder, 'mongo'),
      cacheDir: abriFolder,
      logFile: path.join(folder, 'logs/mongo.log'),
      ...{ guard, report: () => undefined, kind: wantedKind(env) },
    };
    await mkdir(mongoPlace.dataDir, { recursive: true });
    let kind;
    const database = await server(async () => {
      const running = await startMongo(mongoPlace);
      kind = running.kind;
      return running.child;
    });
    const broker = await server(() =>
      startKafka({
        port: ports.kafka,
        advertisedPort: ports.kafkaDoor,
        controllerPort: ports.controller,
        dataDir: path.join(folder, 'kafka'),
        cacheDir: abriFolder,
        logFile: path.join(folder, 'logs/kafka.log'),
        ...{ guard, report: () => undefined },
      }),
    );
    const local = (name) => `http://127.0.0.1:${ports[name]}`;
    const settings = serviceSettings({
      ...{ root, ports, issuer: local('dev-issuer'), dataDir: folder },
      ...{
        brokers: `127.0.0.1:${ports.kafkaDoor}`,
        mongoUri: `mongodb://127.0.0.1:${ports.mongo}/?directConnection=true`,
        env,
      },
    });
    for (const name of ['capacity', 'matching'])
      settings[name].env.MONGODB_URI = settings[name].env.MONGODB_URI.replace(
        `:${ports.mongo}`,
        `:${ports[`${name}Mongo`]}`,
      );
    settings.matching.env.CAPACITY_URL = local('toCapacity');
    settings.gateway.env.MATCHING_URL = local('toMatching');
    const clocks = await settableClocks(path.join(folder, 'clocks'), findFaketime());
    if (clocks) for (const name of serviceNames) Object.assign(settings[name].env, await clocks.env(name));
    const services = {};
    for (const wave of waves)
      await Promise.all(
        wave.map(async (name) => {
          const logFile = path.join(folder, 'logs', `${name}.log`);
          services[name] = await startService(settings[name], { guard, logFile, report: () => undefined });
          toStop.push(() => services[name].stop());
        }),
      );
    return {
      ...{ settings, services, proxies, database, broker, disk, clocks, stop, mongoKind: kind },
      stack: { brokers: `127.0.0.1:${ports.kafka}` },
      topicPrefix: settings.capacity.env.KAFKA_TOPIC_PREFIX,
      issuer: local('dev-issuer'),
      urls: Object.fromEntries(serviceNames.map((name) => [name, local(name)])),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A server that can be killed and started again. */
async function killable(start, toStop) {
  let child = await start();
  toStop.push(() => child.stop(20_000));
  return {
    hasExited: () => child.hasExited(),
    async kill() {
      process.kill(-child.pid, 'SIGKILL');
      await child.exited;
    },
    async start() {
      child = await start();
    },
  };
}

/** A small disk for one folder, or null where this machine does not allow one. */
async function ownDisk(folder, toStop) {
  await mkdir(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  let isThere = true;
  const unmount = () => {
    if (isThere) spawnSync('umount', ['-l', folder]);
    isThere = false;
  };
  // Also where the run is broken off: a folder that something is mounted on cannot be removed.
  process.once('exit', unmount);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  toStop.push(async () => unmount());
  return folder;
}

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { javaCommand } from '../plain/prerequisites.cjs';
import { type Child, launch } from './child.js';
import { type Guard } from './guard.js';
import { ensureJars, javaFolder } from './jars.js';
import { GaveUp, until } from './until.js';

const run = promisify(execFile);

/** Where the broker listens and keeps its data, and how it says what it does. */
export interface KafkaOptions {
  port: number;
  controllerPort: number;
  dataDir: string;
  cacheDir: string;
  logFile: string;
  guard: Guard;
  report: (line: string) => void;
  /** Where clients are told to come, if not to `port`: behind a proxy, theirs. */
  advertisedPort?: number;
}

/** The settings of one broker that is its own controller, for one machine: nothing is replicated, nothing expires. */
export function serverProperties(o: {
  port: number;
  controllerPort: number;
  dataDir: string;
  advertisedPort?: number;
}): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${o.controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${o.port},CONTROLLER://127.0.0.1:${o.controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${o.advertisedPort ?? o.port}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${o.dataDir.replaceAll('\\', '/')}`,
    'auto.create.topics.enable=false',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=4',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    // A restart waits until the session of the broker before it has ended, which takes 9 s by default.
    'broker.session.timeout.ms=3000',
    'broker.heartbeat.interval.ms=500',
    'log.retention.ms=-1',
    'log.index.size.max.bytes=1048576',
    'log.cleaner.dedupe.buffer.size=16777216',
    'num.network.threads=2',
    'num.io.threads=4',
    '',
  ].join('\n');
}

/** A cluster's id of 16 bytes, base64. Never with a hyphen in front: the storage tool would take it for an option. */
export const clusterId = (bytes: Buffer): string => `A${bytes.toString('base64url').slice(1)}`;

/**
 * Waits until brokers answer as a cluster with a controller and a group coordinator.
 * Right after a start the coordinator answers "loading" or "not available": that means "ask again".
 * `alive` may throw GaveUp to end the wait early. Throws an Error with the last answer when the time is over.
 */
export async function kafkaAnswers(brokers: string[], withinMs: number, alive: () => void = () => undefined) {
  const kafka = new Kafka({
    clientId: 'abri-readiness',
    brokers,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await until(
      `Kafka at ${brokers.join(', ')} is ready`,
      async () => {
        alive();
        await admin.connect();
        const { controller } = await admin.describeCluster();
        if (controller === null || controller < 0) throw new Error('no controller yet');
        await admin.describeGroups(['abri-readiness']);
        return true;
      },
      { withinMs, everyMs: 100 },
    );
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Starts a Kafka 4 broker in KRaft mode and gives it back when clients can use it, groups included.
 * Throws with the broker's last log lines when it does not come up; it has been stopped by then.
 */
export async function startKafka(o: KafkaOptions): Promise<Child> {
  const classPath = await ensureJars('kafka', o);
  await mkdir(o.dataDir, { recursive: true });
  const settings = path.join(o.dataDir, 'server.properties');
  const logs = path.join(o.dataDir, 'log');
  await writeFile(settings, serverProperties({ ...o, dataDir: logs }));
  const jvm = ['-cp', classPath, `-Dlog4j2.configurationFile=${path.join(javaFolder('kafka'), 'log4j2.properties')}`];
  if (!existsSync(path.join(logs, 'meta.properties'))) {
    o.report('formatting the storage of Kafka');
    const cluster = clusterId(randomBytes(16));
    try {
      await run(
        javaCommand(),
        [...jvm, '-Xmx128m', 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings, '--ignore-formatted'],
        { timeout: 60_000 },
      );
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
      throw new Error(`Kafka's storage could not be formatted:\n    ${said || String(error)}`, { cause: error });
    }
  }
  const child = launch({
    name: 'kafka',
    command: javaCommand(),
    args: ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-Djava.awt.headless=true', ...jvm, 'kafka.Kafka', settings],
    logFile: o.logFile,
    guard: o.guard,
  });
  try {
    await kafkaAnswers([`127.0.0.1:${o.port}`], 60_000, () => {
      if (child.hasExited()) throw new GaveUp('the broker ended while it was starting');
    });
  } catch (error) {
    await child.stop(2_000);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Kafka did not come up: ${why}\n  Last lines of ${o.logFile}:\n${child.lastLines()}`, {
      cause: error,
    });
  }
  return child;
}

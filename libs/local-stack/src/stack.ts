import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Child } from './child.js';
import { type Guard, startGuard } from './guard.js';
import { kafkaAnswers, startKafka } from './kafka.js';
import { mongoServers } from './mongo-kinds.js';
import { mongoAnswers, startMongo, wantedKind } from './mongo.js';
import { claimPort } from './ports.js';

/** The folder of the repository's run-time files, outside version control. */
export const abriFolder = path.join(__dirname, '..', '..', '..', '.abri');
/** The ports when nothing else is asked for. */
export const defaultPorts = { kafka: 19092, kafkaController: 19093, mongo: 27117 } as const;

/** What a stack needs to know; everything has a default. Port 0 is "any free one". */
export interface StackOptions {
  /** Data of both servers, kept between runs. */
  dataDir?: string;
  /** Jars and binaries that are fetched once. */
  cacheDir?: string;
  logDir?: string;
  ports?: { kafka: number; kafkaController: number; mongo: number };
  /** Empties the data first. */
  fresh?: boolean;
  /** KAFKA_BROKERS, MONGODB_URI and ABRI_MONGO are read from here; process.env unless given. */
  env?: NodeJS.ProcessEnv;
  /** Gets one line for each step. */
  report?: (line: string) => void;
  guard?: Guard;
}

/** A Kafka and a MongoDB-compatible server that answer. */
export interface Stack {
  /** host:port, separated by commas, as in KAFKA_BROKERS. */
  brokers: string;
  /** As in MONGODB_URI: a service adds its database's name. */
  mongoUri: string;
  /** Which database server runs, and what it cannot do. */
  mongo: { title: string; lacks: readonly string[] };
  guard: Guard;
  /** Resolves with the reason when one of the started servers ends by itself; pending otherwise. */
  failed: Promise<Error>;
  /** Ends what was started, the database last. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts (or finds, by KAFKA_BROKERS and MONGODB_URI) Kafka and a MongoDB-compatible server, and waits until both answer.
 * Throws with what happened and what to do; whatever had been started has been stopped by then.
 */
export async function startStack(o: StackOptions = {}): Promise<Stack> {
  const env = o.env ?? process.env;
  const report = o.report ?? (() => undefined);
  const cacheDir = o.cacheDir ?? abriFolder;
  const dataDir = o.dataDir ?? path.join(abriFolder, 'data');
  const logDir = o.logDir ?? path.join(abriFolder, 'logs');
  const ports = o.ports ?? stackPorts(env);
  const guard = o.guard ?? startGuard();
  const running: Child[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (const child of running.splice(0).reverse()) await child.stop(20_000);
  };
  const kind = wantedKind(env);
  const external = { kafka: env.KAFKA_BROKERS || undefined, mongo: env.MONGODB_URI || undefined };

  const port = {
    kafka: external.kafka ? 0 : await claimPort(ports.kafka, 'Kafka', 'choose another with ABRI_KAFKA_PORT'),
    controller: external.kafka
      ? 0
      : await claimPort(ports.kafkaController, "Kafka's controller", 'choose another with ABRI_KAFKA_CONTROLLER_PORT'),
    mongo: external.mongo ? 0 : await claimPort(ports.mongo, 'MongoDB', 'choose another with ABRI_MONGO_PORT'),
  };
  if (o.fresh) {
    report('emptying the kept data');
    await rm(dataDir, { recursive: true, force: true });
    if (external.kafka || external.mongo) report('what lies in the servers that you gave is left alone');
  }
  await mkdir(dataDir, { recursive: true });
  const pairing = await checkPairing(dataDir, external);

  try {
    const startedMongo = (async () => {
      if (external.mongo) {
        report('using the MongoDB of MONGODB_URI');
        await mongoAnswers(external.mongo, 15_000);
        return { uri: external.mongo, mongo: { title: 'the MongoDB of MONGODB_URI', lacks: [] } };
      }
      const mongo = await startMongo({
        port: port.mongo,
        dataDir: path.join(dataDir, 'mongo'),
        cacheDir,
        logFile: path.join(logDir, 'mongo.log'),
        guard,
        report,
        kind,
      });
      running.unshift(mongo.child);
      const server = mongoServers[mongo.kind];
      const lacks = server.lacks.length === 0 ? '' : `; it cannot do: ${server.lacks.join(', ')}`;
      report(`MongoDB: ${server.title} on port ${port.mongo}${lacks}`);
      return { uri: mongo.uri, mongo: server };
    })();
    const startedKafka = (async () => {
      if (external.kafka) {
        report(`using the Kafka of KAFKA_BROKERS (${external.kafka})`);
        await kafkaAnswers(external.kafka.split(','), 15_000);
        return external.kafka;
      }
      const files = { dataDir: path.join(dataDir, 'kafka'), cacheDir, logFile: path.join(logDir, 'kafka.log') };
      const child = await startKafka({ port: port.kafka, controllerPort: port.controller, ...files, guard, report });
      running.push(child);
      report(`Kafka 4 (KRaft) on port ${port.kafka}`);
      return `127.0.0.1:${port.kafka}`;
    })();
    const [mongo, kafka] = await Promise.allSettled([startedMongo, startedKafka]);
    if (mongo.status === 'rejected' || kafka.status === 'rejected') {
      const reasons = [mongo, kafka].flatMap((part) => (part.status === 'rejected' ? [messageOf(part.reason)] : []));
      throw new Error(reasons.join('\n'));
    }
    await writeFile(path.join(dataDir, 'paired-with'), pairing);
    const failed = new Promise<Error>((resolve) => {
      for (const child of running) {
        void child.exited.then((how) => {
          if (!stopping) resolve(new Error(`${child.name} ${how}. Its last lines:\n${child.lastLines()}`));
        });
      }
    });
    return { brokers: kafka.value, mongoUri: mongo.value.uri, mongo: mongo.value.mongo, guard, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** The ports of ABRI_KAFKA_PORT, ABRI_KAFKA_CONTROLLER_PORT and ABRI_MONGO_PORT. Throws where one is no port. */
export function stackPorts(env: NodeJS.ProcessEnv): { kafka: number; kafkaController: number; mongo: number } {
  const read = (name: string, otherwise: number): number => {
    const text = env[name];
    if (!text) return otherwise;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`${name} is "${text}", which is no port.`);
    return port;
  };
  return {
    kafka: read('ABRI_KAFKA_PORT', defaultPorts.kafka),
    kafkaController: read('ABRI_KAFKA_CONTROLLER_PORT', defaultPorts.kafkaController),
    mongo: read('ABRI_MONGO_PORT', defaultPorts.mongo),
  };
}

/**
 * The topics and the documents are two halves of one truth: kept topics beside another database (or the other way
 * round) would show shelters that nobody can hold. Gives the name of this pair, without any secret of the addresses.
 */
async function checkPairing(dataDir: string, external: { kafka?: string | undefined; mongo?: string | undefined }) {
  const name = (address: string | undefined) =>
    address ? createHash('sha256').update(address).digest('hex').slice(0, 12) : 'local';
  const pairing = `kafka ${name(external.kafka)}, mongo ${name(external.mongo)}\n`;
  const file = path.join(dataDir, 'paired-with');
  const bothExternal = Boolean(external.kafka && external.mongo);
  if (!bothExternal && existsSync(file) && readFileSync(file, 'utf8') !== pairing) {
    throw new Error(
      `The data in ${dataDir} belong to another pair of Kafka and MongoDB (KAFKA_BROKERS or MONGODB_URI has changed). ` +
        'Set them as before, or start empty with --fresh.',
    );
  }
  return pairing;
}

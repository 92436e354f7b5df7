import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { type Child, launch } from './child.js';
import { type Guard } from './guard.js';
import { type MongoKind, mongoKinds, mongoServers } from './mongo-kinds.js';
import { GaveUp, until } from './until.js';

/** Where the server listens and keeps its data, which kind is wanted (none: the first that works), and how it reports. */
export interface MongoOptions {
  port: number;
  dataDir: string;
  cacheDir: string;
  logFile: string;
  guard: Guard;
  report: (line: string) => void;
  kind?: MongoKind | undefined;
}

/** A running server and what it is. */
export interface RunningMongo {
  kind: MongoKind;
  child: Child;
  uri: string;
}

/** Reads ABRI_MONGO: the kind that is wanted, or undefined. Throws where it is none that exists. */
export function wantedKind(env: NodeJS.ProcessEnv): MongoKind | undefined {
  const wanted = env.ABRI_MONGO;
  if (!wanted) return undefined;
  const kind = mongoKinds.find((name) => name === wanted);
  if (!kind) throw new Error(`ABRI_MONGO is "${wanted}"; it can be ${mongoKinds.join(', ')}.`);
  return kind;
}

/** Waits until a MongoDB-compatible server answers a ping. Throws with its last answer when the time is over. */
export async function mongoAnswers(uri: string, withinMs: number, alive: () => void = () => undefined): Promise<void> {
  await until(
    'MongoDB answers',
    async () => {
      alive();
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 1_500, connectTimeoutMS: 1_500 });
      try {
        await client.db('admin').command({ ping: 1 });
        return true;
      } finally {
        await client.close();
      }
    },
    { withinMs, everyMs: 100 },
  );
}

/**
 * Starts the wanted kind, or the kind whose data lie there already, or the first that works here.
 * Data belong to one kind: another would begin empty beside a Kafka that is full, so that is refused.
 * Throws when none works, with the reason of each; nothing is left running.
 */
export async function startMongo(o: MongoOptions): Promise<RunningMongo> {
  const format = path.join(o.dataDir, 'kept-by');
  const keeper = mongoKinds.find((name) => existsSync(format) && name === readFileSync(format, 'utf8').trim());
  if (keeper && o.kind && mongoServers[keeper].dataFormat !== mongoServers[o.kind].dataFormat) {
    throw new Error(
      `The data in ${o.dataDir} were written by ${mongoServers[keeper].title}; ABRI_MONGO asks for ${o.kind}. ` +
        'Leave ABRI_MONGO out, or start empty with --fresh.',
    );
  }
  const order = mongoKinds.filter((name) =>
    o.kind ? name === o.kind : !keeper || mongoServers[name].dataFormat === mongoServers[keeper].dataFormat,
  );
  const reasons: string[] = [];
  for (const kind of order) {
    const outcome = await tryKind(kind, o);
    if ('child' in outcome) {
      await writeFile(format, `${kind}\n`);
      return outcome;
    }
    reasons.push(`  ${kind}: ${outcome.unavailable}`);
    if (order.length > 1 && kind !== 'mongod') o.report(`MongoDB by ${kind} is out: ${outcome.unavailable}`);
  }
  const kept = keeper ? `\n  (The kept data are for ${keeper} only; --fresh empties them.)` : '';
  throw new Error(`No MongoDB-compatible server could be started:\n${reasons.join('\n')}${kept}`);
}

async function tryKind(kind: MongoKind, o: MongoOptions): Promise<RunningMongo | { unavailable: string }> {
  const server = mongoServers[kind];
  const dataDir = path.join(o.dataDir, server.dataFormat);
  await mkdir(dataDir, { recursive: true });
  const found = await server.find({ ...o, dataDir });
  if ('unavailable' in found) return found;
  const child = launch({ name: 'mongo', ...found, logFile: o.logFile, guard: o.guard });
  const uri = `mongodb://127.0.0.1:${o.port}`;
  try {
    await mongoAnswers(uri, 45_000, () => {
      if (child.hasExited()) throw new GaveUp('it ended while it was starting');
    });
    return { kind, child, uri };
  } catch (error) {
    await child.stop(2_000);
    const why = error instanceof Error ? error.message : String(error);
    return { unavailable: `${why}; last lines of ${o.logFile}:\n${child.lastLines()}` };
  }
}

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { javaCommand } from '../plain/prerequisites.cjs';
import { ensureJars, javaFolder } from './jars.js';
import { memoryServerBinary } from './memory-server.js';

/** The names that ABRI_MONGO accepts, in the order in which they are tried. */
export const mongoKinds = ['mongod', 'memory-server', 'secantus', 'java'] as const;
export type MongoKind = (typeof mongoKinds)[number];

/** What a kind needs to know to say how it would run. */
export interface MongoPlace {
  port: number;
  dataDir: string;
  cacheDir: string;
  report: (line: string) => void;
}

/** How to run a kind on this machine, or why that is not possible. */
export type Finding = { command: string; args: string[] } | { unavailable: string };

/** One MongoDB-compatible server: what it is, what it cannot do, how it is found. */
export interface MongoServerKind {
  title: string;
  /** What it cannot do, in words for the person who got it; empty for a real MongoDB. */
  lacks: readonly string[];
  /** Kinds with the same format can go on with each other's data. */
  dataFormat: 'mongod' | 'secantus' | 'java';
  find(place: MongoPlace): Promise<Finding>;
}

function works(command: string, args: string[]): boolean {
  const result = spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 });
  return !result.error && result.status === 0;
}

function mongod(command: string, place: MongoPlace): Finding {
  if (!works(command, ['--version'])) return { unavailable: `\`${command} --version\` does not work` };
  const args = ['--bind_ip=127.0.0.1', `--port=${place.port}`, `--dbpath=${place.dataDir}`, '--nounixsocket'];
  return { command, args: [...args, '--wiredTigerCacheSizeGB=0.25'] };
}

/** Each kind by its name. */
export const mongoServers: Record<MongoKind, MongoServerKind> = {
  mongod: {
    title: 'mongod (a real MongoDB)',
    lacks: [],
    dataFormat: 'mongod',
    find: async (place) => mongod('mongod', place),
  },
  'memory-server': {
    title: 'mongod (a real MongoDB, fetched by mongodb-memory-server)',
    lacks: [],
    dataFormat: 'mongod',
    async find(place) {
      const binary = await memoryServerBinary(place.cacheDir, place.report);
      return 'path' in binary ? mongod(binary.path, place) : binary;
    },
  },
  secantus: {
    title: 'secantusd-rs (MongoDB protocol on WiredTiger)',
    lacks: ['text indexes', 'replication'],
    dataFormat: 'secantus',
    async find(place) {
      if (!works('secantusd-rs', ['--help'])) return { unavailable: 'there is no secantusd-rs on the PATH' };
      const args = [`--port=${place.port}`, `--storage-path=${place.dataDir}`, '--host=127.0.0.1', '--cache-size=256M'];
      return { command: 'secantusd-rs', args: [...args.flatMap((arg) => arg.split('=')), '--log-level', 'WARNING'] };
    },
  },
  java: {
    title: 'mongo-java-server (MongoDB protocol, data in a file)',
    lacks: [
      'sessions and transactions',
      'change streams',
      'update pipelines',
      '$near and $dateTrunc',
      'replication',
      'surviving a power cut without losing the last moments',
    ],
    dataFormat: 'java',
    async find(place) {
      try {
        const classPath = await ensureJars('mongo', place);
        const source = path.join(javaFolder('mongo'), 'MongoServerOnFiles.java');
        const store = path.join(place.dataDir, 'abri.mv');
        return { command: javaCommand(), args: ['-Xmx256m', '-cp', classPath, source, String(place.port), store] };
      } catch (error) {
        return { unavailable: error instanceof Error ? error.message : String(error) };
      }
    },
  },
};

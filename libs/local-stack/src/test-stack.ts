import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startStack } from './stack.js';

/** The servers of an integration test. */
export interface TestStack {
  brokers: string[];
  mongoUri: string;
  /** A name that no other test uses, for a topic, a group or a database: `prefix-4f1c…`. */
  unique(prefix: string): string;
  /** The URI of a database that no other test uses. */
  databaseUri(prefix: string): string;
  stop(): Promise<void>;
}

/**
 * Connects to KAFKA_BROKERS and MONGODB_URI where both are set (as `npm test` does), else starts servers of its own
 * on free ports in a temporary folder; `stop` ends and removes only those. Takes 5 to 10 s to start: give beforeAll 60 s.
 */
export async function testStack(env: NodeJS.ProcessEnv = process.env): Promise<TestStack> {
  const unique = (prefix: string) => `${prefix}-${randomBytes(6).toString('hex')}`;
  const databaseUri = (base: string) => (prefix: string) => {
    const uri = new URL(base);
    uri.pathname = `/${unique(prefix)}`;
    return uri.href;
  };
  if (env.KAFKA_BROKERS && env.MONGODB_URI) {
    return {
      brokers: env.KAFKA_BROKERS.split(','),
      mongoUri: env.MONGODB_URI,
      unique,
      databaseUri: databaseUri(env.MONGODB_URI),
      stop: async () => undefined,
    };
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-test-'));
  try {
    const stack = await startStack({
      dataDir: path.join(folder, 'data'),
      logDir: path.join(folder, 'logs'),
      ports: { kafka: 0, kafkaController: 0, mongo: 0 },
      env,
    });
    return {
      brokers: stack.brokers.split(','),
      mongoUri: stack.mongoUri,
      unique,
      databaseUri: databaseUri(stack.mongoUri),
      async stop() {
        await stack.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

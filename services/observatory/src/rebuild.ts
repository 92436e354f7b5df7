import { type LogPositions, kafkaLogReader } from '@abri/bus/kafka-log';
import { CommonConfig, databaseUri, readConfig } from '@abri/service-kit/config';
import { openDatabase } from '@abri/service-kit/database';
import { createLogger } from '@abri/service-kit/log';
import { z } from 'zod';
import { eventTopics } from './domain/history/history.js';
import { mongoHistoryStore } from './history-store.js';
import { digestOf } from './live-history.js';
import { rebuildHistory } from './rebuild-history.js';

const RebuildConfig = z.object({ ...CommonConfig.shape, MONGODB_URI: z.string().optional() });

const progressEveryS = 0.25;
let toldS = 0;
/** Tells how far it is, some times a second and at the end. */
function progress({ done, of, seconds }: { done: number; of: number; seconds: number }): void {
  if (seconds - toldS < progressEveryS && done < of) return;
  toldS = seconds;
  process.stderr.write(`\r${done} of ${of} messages, ${Math.round(done / Math.max(seconds, 0.001))}/s   `);
}

/**
 * `npm run rebuild`: makes the history anew from the beginning of the topics and saves it as the snapshot from which the service
 * starts. With `--check` it is made up to where the saved one stands, and the two are compared to the byte; nothing is saved.
 */
async function main(): Promise<void> {
  const config = readConfig(RebuildConfig, process.env);
  const check = process.argv.includes('--check');
  const reader = kafkaLogReader({
    brokers: config.KAFKA_BROKERS,
    clientId: 'observatory-rebuild',
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
  });
  const database = config.MONGODB_URI
    ? await openDatabase(databaseUri(config.MONGODB_URI, 'abri_observatory'), createLogger('observatory'))
    : undefined;
  const store = database && mongoHistoryStore(database);
  const identity = await reader.identity();
  const saved = check ? await store?.load(identity) : undefined;
  if (check && !saved)
    throw new Error('There is no snapshot to compare with: set MONGODB_URI, and let the service end once.');
  const until: LogPositions = saved?.positions ?? (await reader.ends(eventTopics));
  const rebuilt = await rebuildHistory({
    reader,
    until,
    progress,
  });
  const { text } = rebuilt.live.snapshot();
  const digest = digestOf(text);
  process.stderr.write('\n');
  console.log(
    `${rebuilt.messages} messages, ${rebuilt.unreadable} unreadable, ${rebuilt.seconds.toFixed(1)} s, ${digest}`,
  );
  if (saved && saved.digest !== digest) {
    console.log(`The saved history differs: ${saved.digest}`);
    process.exitCode = 1;
  } else if (saved) console.log('The saved history is the same to the byte.');
  else if (store) {
    await store.save(rebuilt.live.snapshot(), identity);
    console.log('Saved: the service goes on from it when it is started again.');
  }
  await database?.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

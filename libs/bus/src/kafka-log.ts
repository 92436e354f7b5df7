import { randomUUID } from 'node:crypto';
import { kafkaClient } from './kafka-client.js';
import { onceLed } from './kafka-offsets.js';
import { longestFetchMs, restAfterFetches } from './rest.js';
import type { Subscription } from './port.js';

/** Some messages of one partition, in order. `next` is the offset of the message after the last of them. */
export interface LogBatch {
  topic: string;
  partition: number;
  next: bigint;
  messages: { offset: bigint; value: Buffer | null }[];
}
/** Where a reader of whole logs stands: the next offset of each partition, by `topic/partition`. */
export type LogPositions = ReadonlyMap<string, bigint>;

/** Reads whole topics by the batch: for projections that read millions of messages, and keep for themselves how far they are. */
export interface LogReader {
  /**
   * Reads every partition from where `from` stands (else from its beginning) and follows. `onBatch` is called for one batch after
   * the other, none of them twice; what it throws ends the reading. `caughtUp` resolves when all that lay there at the start is done.
   */
  read(o: { topics: readonly string[]; from: LogPositions; onBatch: (batch: LogBatch) => void }): Promise<Subscription>;
  /** Where each partition ends now. */
  ends(topics: readonly string[]): Promise<LogPositions>;
  /** Which log this is: positions in one cluster, or below one prefix, mean nothing in another. */
  identity(): Promise<string>;
}

const MB = 1024 * 1024;

/** A reader of Kafka's logs. Commits nothing: each reading is a group of its own. */
export function kafkaLogReader(o: { brokers: string[]; clientId: string; topicPrefix?: string }): LogReader {
  const kafka = kafkaClient(o);
  const prefix = o.topicPrefix ?? '';
  const offsetsOf = async (topics: readonly string[]) => {
    const admin = kafka.admin();
    await admin.connect();
    try {
      const offsets = [];
      for (const topic of topics)
        for (const { partition, low, high } of await admin.fetchTopicOffsets(prefix + topic))
          offsets.push({ topic, partition, low: BigInt(low), high: BigInt(high) });
      return offsets;
    } finally {
      await admin.disconnect();
    }
  };
  return {
    ends: async (topics) =>
      new Map((await onceLed(() => offsetsOf(topics))).map((at) => [`${at.topic}/${at.partition}`, at.high])),
    async identity() {
      const admin = kafka.admin();
      await admin.connect();
      try {
        return `${(await admin.describeCluster()).clusterId}/${prefix}`;
      } finally {
        await admin.disconnect();
      }
    },
    async read({ topics, from, onBatch }) {
      let stopping = false;
      const consumer = kafka.consumer({
        groupId: `${prefix}${o.clientId}.log.${randomUUID()}`,
        maxWaitTimeInMs: longestFetchMs,
        // A batch is decoded whole: few large ones cost far less than many small ones.
        maxBytesPerPartition: 4 * MB,
        maxBytes: 32 * MB,
        sessionTimeout: 60_000,
        retry: { initialRetryTime: 500, retries: 10, restartOnFailure: async () => !stopping },
      });
      const partitions = await onceLed(() => offsetsOf(topics));
      const nexts = new Map(partitions.map((at) => [`${at.topic}/${at.partition}`, startOf(at, from)]));
      const behind = new Set(
        partitions.flatMap((at) => {
          const name = `${at.topic}/${at.partition}`;
          return (nexts.get(name) ?? 0n) < at.high ? [name] : [];
        }),
      );
      const highs = new Map(partitions.map((at) => [`${at.topic}/${at.partition}`, at.high]));
      let done = () => {};
      const caughtUp = new Promise<void>((resolve) => (done = resolve));
      if (behind.size === 0) done();
      const rest = restAfterFetches(consumer);
      const failed = new Promise<Error>((resolve) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => {
          if (!stopping && !payload.restart) resolve(payload.error);
        });
      });
      // Whenever the group is joined anew, the reading goes on from where it was and not from the beginning.
      consumer.on(consumer.events.GROUP_JOIN, () => {
        for (const { topic, partition } of partitions)
          consumer.seek({ topic: prefix + topic, partition, offset: String(nexts.get(`${topic}/${partition}`) ?? 0n) });
      });
      await consumer.connect();
      await consumer.subscribe({ topics: topics.map((topic) => prefix + topic), fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 1,
        eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning, isStale }) => {
          if (!isRunning() || isStale()) return;
          const topic = batch.topic.slice(prefix.length);
          const name = `${topic}/${batch.partition}`;
          const reached = nexts.get(name) ?? 0n;
          const messages = batch.messages.flatMap(({ offset, value }) => {
            const at = BigInt(offset);
            return at < reached ? [] : [{ offset: at, value }];
          });
          const next = BigInt(batch.lastOffset()) + 1n;
          if (next > reached) {
            onBatch({ topic, partition: batch.partition, next, messages });
            nexts.set(name, next);
          }
          resolveOffset(batch.lastOffset());
          if (next >= (highs.get(name) ?? 0n) && behind.delete(name) && behind.size === 0) done();
          await heartbeat();
          if (!stopping && batch.offsetLag() === '0') await rest();
        },
      });
      return {
        caughtUp,
        failed,
        async stop() {
          stopping = true;
          await consumer.disconnect();
        },
      };
    },
  };
}

/** Where to begin in a partition: where the reader stands, unless that is not there (any more). */
function startOf(at: { topic: string; partition: number; low: bigint; high: bigint }, from: LogPositions): bigint {
  const wanted = from.get(`${at.topic}/${at.partition}`) ?? at.low;
  return wanted < at.low || wanted > at.high ? at.low : wanted;
}

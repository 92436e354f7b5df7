import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka, Producer } from 'kafkajs';
import {
  type Bus,
  type BusLog,
  type Handler,
  type IncomingMessage,
  type OutgoingMessage,
  type Subscription,
} from './port.js';
import { endsOf, goOnFrom, missing, onceLed, type Place } from './kafka-offsets.js';
import { brokerConfigOf } from '@abri/contracts/topics';
import { kafkaClient } from './kafka-client.js';
import type { KafkaSecurity } from './kafka-security.js';
import { longestFetchMs, restAfterFetches, restAfterSending } from './rest.js';
import { handleUntilDone, Stopped } from './retry.js';
import { traced, traceHeaders } from './trace.js';

/** How one topic is created. */
export interface TopicSetting {
  topic: string;
  partitions: number;
  compacted: boolean;
  /** For ever unless given. */
  keptHours?: number;
  /** On how many brokers it lies; the broker's own default unless given. */
  replicas?: number;
}

/**
 * Takes the brokers (host:port), a name for this client and the topic for parked messages. `topicPrefix` is put before
 * every topic and group on the broker, so that two installations can share one; users of the bus never see it.
 */
export interface KafkaOptions {
  brokers: string[];
  clientId: string;
  parkingTopic: string;
  topicPrefix?: string;
  log?: BusLog;
  /** TLS and who signs in; read from the environment unless given. */
  security?: KafkaSecurity;
  /** Whether `ensureTopics` makes what is absent; not where KAFKA_MAKE_TOPICS is `false`, since a service may not then. */
  makesTopics?: boolean;
}

/** The bus on Apache Kafka. kafkajs is no longer maintained: nothing outside this file and its kafka-* neighbours knows it. */
export function kafkaBus(o: KafkaOptions): Bus & { ensureTopics(settings: readonly TopicSetting[]): Promise<void> } {
  const kafka = kafkaClient(o);
  const prefix = o.topicPrefix ?? '';
  const publisher = createPublisher(kafka, prefix);
  const running = new Set<Subscription>();

  const park = (message: IncomingMessage, reason: string) =>
    publisher.publish(o.parkingTopic, [
      {
        key: message.key,
        value: message.value,
        headers: { 'parked-from': message.position, 'parked-because': reason.slice(0, 500) },
      },
    ]);

  const consume = async (asked: {
    topics: readonly string[];
    group: string;
    handler: Handler;
    commits: boolean;
    fromNow?: boolean;
  }): Promise<Subscription> => {
    const wish = { ...asked, topics: asked.topics.map((topic) => prefix + topic), group: prefix + asked.group };
    let stopping = false;
    const consumer = kafka.consumer({
      groupId: wish.group,
      maxWaitTimeInMs: longestFetchMs,
      sessionTimeout: 30_000,
      // A broker that is away for long is no reason to end the service, which could go on without it.
      retry: { initialRetryTime: 500, retries: 10, restartOnFailure: async () => !stopping },
    });
    const failed = new Promise<Error>((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        if (stopping || error instanceof Stopped) return;
        if (restart) o.log?.warn({ reason: error.message }, 'the consumer begins anew');
        else resolve(error);
      });
    });
    const isAlone = !wish.commits || wish.fromNow === true;
    const places = new Map<string, Place>();
    if (isAlone) goOnFrom(consumer, places);
    const handler = traced(wish.handler);
    const rest = restAfterFetches(consumer);
    if (wish.fromNow)
      for (const end of await onceLed(() => endsOf(kafka, wish.topics)))
        places.set(`${end.topic}/${end.partition}`, end);
    const ends = wish.fromNow ? new Map<string, bigint>() : await onceLed(() => missing(kafka, wish));
    let done = () => {};
    const caughtUp = new Promise<void>((resolve) => (done = resolve));
    if (ends.size === 0) done();
    const eachBatch = async ({
      batch,
      resolveOffset,
      heartbeat,
      commitOffsetsIfNecessary,
      isRunning,
      isStale,
    }: EachBatchPayload) => {
      for (const raw of batch.messages) {
        if (!isRunning() || isStale()) break;
        const message = read(batch.topic.slice(prefix.length), batch.partition, raw);
        await handleUntilDone(message, { handler, park, stopping: () => stopping, alive: heartbeat, log: o.log });
        resolveOffset(raw.offset);
        const next = BigInt(raw.offset) + 1n;
        reached(batch.topic, batch.partition, next);
        const { topic, partition } = batch;
        if (isAlone) places.set(`${topic}/${partition}`, { topic, partition, offset: String(next) });
        await heartbeat();
        if (wish.commits) await commitOffsetsIfNecessary();
      }
      if (!stopping && batch.offsetLag() === '0') await rest();
    };
    const reached = (topic: string, partition: number, next: bigint) => {
      const end = ends.get(`${topic}/${partition}`);
      if (end === undefined || next < end) return;
      ends.delete(`${topic}/${partition}`);
      if (ends.size === 0) done();
    };
    await start(consumer, wish, eachBatch);
    const subscription: Subscription = {
      caughtUp,
      failed,
      async stop() {
        stopping = true;
        running.delete(subscription);
        await consumer.disconnect();
      },
    };
    running.add(subscription);
    return subscription;
  };

  return {
    publish: publisher.publish,
    subscribe: ({ topics, group, handler }) => consume({ topics, group, handler, commits: true }),
    replay: ({ topics, name, handler }) =>
      consume({ topics, group: `${name}.replay.${randomUUID()}`, handler, commits: false }),
    follow: ({ topics, name, handler }) =>
      consume({ topics, group: `${name}.follow.${randomUUID()}`, handler, commits: true, fromNow: true }),
    async close() {
      await Promise.all([...running].map((subscription) => subscription.stop()));
      await publisher.close();
    },
    async ensureTopics(settings) {
      if (!(o.makesTopics ?? process.env.KAFKA_MAKE_TOPICS !== 'false')) return;
      const admin = kafka.admin();
      await admin.connect();
      try {
        const there = new Set(await admin.listTopics());
        const absent = settings.filter(({ topic }) => !there.has(prefix + topic));
        if (absent.length === 0) return;
        await admin.createTopics({
          waitForLeaders: false,
          topics: absent.map(({ topic, partitions, replicas, ...kept }) => ({
            topic: prefix + topic,
            numPartitions: partitions,
            ...(replicas === undefined ? {} : { replicationFactor: replicas }),
            configEntries: Object.entries(brokerConfigOf(kept)).map(([name, value]) => ({
              name,
              value: String(value),
            })),
          })),
        });
        // Not left to kafkajs, which waits for a leader but gives up where the broker has not yet heard of the topic.
        await onceLed(() => admin.fetchTopicMetadata({ topics: absent.map(({ topic }) => prefix + topic) }));
      } finally {
        await admin.disconnect();
      }
    },
  };
}

async function start(
  consumer: Consumer,
  wish: { topics: readonly string[]; commits: boolean },
  eachBatch: (payload: EachBatchPayload) => Promise<void>,
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...wish.topics], fromBeginning: true });
  await consumer.run({
    autoCommit: wish.commits,
    autoCommitInterval: 500,
    partitionsConsumedConcurrently: 6,
    eachBatchAutoResolve: false,
    eachBatch,
  });
}

type RawMessage = EachBatchPayload['batch']['messages'][number];
function read(topic: string, partition: number, raw: RawMessage): IncomingMessage {
  const text = raw.value?.toString('utf8') ?? 'null';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = { unreadable: raw.value?.toString('base64') };
  }
  const headers = Object.entries(raw.headers ?? {}).flatMap(([name, header]) =>
    header === undefined || Array.isArray(header) ? [] : [[name, header.toString()] as const],
  );
  return {
    topic,
    key: raw.key?.toString() ?? '',
    value,
    headers: Object.fromEntries(headers),
    timestampMs: Number(raw.timestamp),
    position: `${topic}/${partition}/${raw.offset}`,
  };
}

/** One send at a time: an idempotent kafkajs producer with concurrent sends may lose its order (tulios/kafkajs #598). */
function createPublisher(kafka: Kafka, prefix: string) {
  const producer: Producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  let connected: Promise<void> | undefined;
  let waiting: {
    topic: string;
    messages: readonly OutgoingMessage[];
    done: () => void;
    broken: (e: unknown) => void;
  }[] = [];
  let sending: Promise<void> | undefined;

  let rested: Promise<void> = Promise.resolve();
  const send = async () => {
    // What is published in the same instant goes out in one request, and what comes just after it in the next one.
    await rested;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        connected ??= producer.connect();
        await connected;
        const byTopic = new Map<string, typeof batch>();
        for (const entry of batch) byTopic.set(entry.topic, [...(byTopic.get(entry.topic) ?? []), entry]);
        await producer.sendBatch({
          acks: -1,
          topicMessages: [...byTopic].map(([topic, entries]) => ({
            topic: prefix + topic,
            messages: entries.flatMap(({ messages }) =>
              messages.map(({ key, value, headers }) => ({
                key,
                value: JSON.stringify(value),
                headers: headers ?? {},
              })),
            ),
          })),
        });
        for (const entry of batch) entry.done();
        rested = restAfterSending();
        if (waiting.length > 0) await rested;
      } catch (error) {
        connected = undefined;
        for (const entry of batch) entry.broken(error);
      }
    }
    sending = undefined;
  };

  return {
    publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
      const headers = traceHeaders();
      const marked = messages.map((message) => ({ ...message, headers: { ...headers, ...message.headers } }));
      return new Promise((resolve, reject) => {
        waiting.push({ topic, messages: marked, done: resolve, broken: reject });
        sending ??= send();
      });
    },
    async close() {
      await sending;
      await producer.disconnect();
    },
  };
}

import { topics, topicSettings } from '@abri/contracts/topics';
import { kafkaBus } from './kafka.js';
import { keepTrying } from './keep-trying.js';

// A command: makes every topic that is not there yet, and ends. It changes none that is, so it may run at any time again.
// Reads KAFKA_BROKERS, KAFKA_TOPIC_PREFIX, KAFKA_TOPIC_REPLICAS and the settings of kafka-security.ts.

async function makeTopics(env: NodeJS.ProcessEnv): Promise<void> {
  const bus = kafkaBus({
    brokers: (env.KAFKA_BROKERS ?? '127.0.0.1:19092').split(',').map((broker) => broker.trim()),
    clientId: 'topics',
    parkingTopic: topics.parking,
    topicPrefix: env.KAFKA_TOPIC_PREFIX ?? '',
    makesTopics: true,
  });
  const replicas = env.KAFKA_TOPIC_REPLICAS ? { replicas: Number(env.KAFKA_TOPIC_REPLICAS) } : {};
  const log = { warn: (fields: object, message: string) => console.error(message, JSON.stringify(fields)) };
  await keepTrying('topics', () => bus.ensureTopics(topicSettings.map((topic) => ({ ...topic, ...replicas }))), {
    stopping: () => false,
    log,
  });
  await bus.close();
  console.log(`${topicSettings.length} topics are there`);
}

makeTopics(process.env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

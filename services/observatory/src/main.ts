import { stopTelemetry } from '@abri/service-kit/telemetry';
import { kafkaBus } from '@abri/bus/kafka';
import { kafkaLogReader } from '@abri/bus/kafka-log';
import { topics } from '@abri/contracts/topics';
import { clockOf } from '@abri/service-kit/clock';
import { databaseUri, readConfig } from '@abri/service-kit/config';
import { openDatabase } from '@abri/service-kit/database';
import { createLogger } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { mongoHistoryStore } from './history-store.js';
import { ObservatoryConfig, startObservatory } from './observatory.js';

async function main(): Promise<void> {
  const log = createLogger('observatory');
  const config = readConfig(ObservatoryConfig, process.env);
  const shutdown = createShutdown(log);
  shutdown.add('telemetry', stopTelemetry);
  const bus = kafkaBus({
    brokers: config.KAFKA_BROKERS,
    clientId: 'observatory',
    parkingTopic: topics.parking,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    log,
  });
  shutdown.add('bus', () => bus.close());
  const eventLog = kafkaLogReader({
    brokers: config.KAFKA_BROKERS,
    clientId: 'observatory',
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
  });
  const database = config.MONGODB_URI
    ? await openDatabase(databaseUri(config.MONGODB_URI, 'abri_observatory'), log)
    : undefined;
  shutdown.add('database', () => database?.close());
  const store = database && mongoHistoryStore(database);
  const observatory = await startObservatory(config, { bus, eventLog, store, log, clock: clockOf(process.env, log) });
  shutdown.add('observatory', () => observatory.close());
  void observatory.failed.then((why) => shutdown.fail(`topics: ${why}`));
  log.info({ port: observatory.port }, 'observatory ready');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import '@abri/service-kit/telemetry';
import { kafkaBus } from '@abri/bus/kafka';
import { topics } from '@abri/contracts/topics';
import { tellClockSteps } from '@abri/service-kit/clock';
import { readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { traceCollector } from '@abri/service-kit/sampling';
import { createShutdown } from '@abri/service-kit/shutdown';
import { stopTelemetry } from '@abri/service-kit/telemetry';
import { GatewayConfig } from './config.js';
import { startGateway } from './gateway.js';
import { sessionSecrets } from './secret.js';

async function main(): Promise<void> {
  const log = createLogger('gateway');
  const config = readConfig(GatewayConfig, process.env);
  tellClockSteps(log);
  const shutdown = createShutdown(log);
  shutdown.add('telemetry', stopTelemetry);
  const bus = kafkaBus({
    brokers: config.KAFKA_BROKERS,
    clientId: 'gateway',
    parkingTopic: topics.parking,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    log,
  });
  shutdown.add('bus', () => bus.close());
  const collector = traceCollector(process.env);
  const gateway = await startGateway(config, { bus, log, collector, secrets: sessionSecrets(config, process.env) });
  shutdown.add('gateway', () => gateway.close());
  void gateway.failed.then((why) => shutdown.fail(`live changes: ${why}`));
  log.info({ port: gateway.port, url: config.BASE_URL }, 'gateway ready');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { CommonConfig, DatabaseConfig, databaseUri, readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startSupport } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(KeyRingConfig.shape)
  .extend({ PORT: z.coerce.number().int().default(4106) });

const log = createLogger('victim-support');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const support = await startSupport(
    {
      host: config.HOST,
      port: config.PORT,
      mongoUri: databaseUri(config.MONGODB_URI, 'abri_victim_support'),
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.KAFKA_TOPIC_PREFIX,
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
    },
    { log, failed: (error) => shutdown.fail(error.message) },
  );
  shutdown.add('victim-support', support.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not start');
  shutdown.fail('could not start');
});

import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { CommonConfig, DatabaseConfig, databaseUri, readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startProgrammes } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(KeyRingConfig.shape)
  .extend({ PORT: z.coerce.number().int().default(4107) });

const log = createLogger('programmes');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const programmes = await startProgrammes(
    {
      host: config.HOST,
      port: config.PORT,
      mongoUri: databaseUri(config.MONGODB_URI, 'abri_programmes'),
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.KAFKA_TOPIC_PREFIX,
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
    },
    { log },
  );
  shutdown.add('programmes', programmes.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not start');
  shutdown.fail('could not start');
});

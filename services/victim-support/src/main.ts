import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { auditKeyConfig, readAuditKeys } from '@abri/service-kit/audit-key';
import { clockOf } from '@abri/service-kit/clock';
import { CommonConfig, DatabaseConfig, readConfig, serviceSettings } from '@abri/service-kit/config';
import { createLogger, reasonOf } from '@abri/service-kit/log';
import { RetentionConfig } from '@abri/service-kit/retention';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startSupport } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('victim-support').shape)
  .extend(KeyRingConfig.shape)
  .extend(RetentionConfig.shape)
  .extend({ PORT: z.coerce.number().int().default(4106) });

const log = createLogger('victim-support');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const support = await startSupport(
    {
      ...serviceSettings(config, 'abri_victim_support'),
      auditKeys: readAuditKeys(config, process.env.NODE_ENV === 'production'),
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
      retentionDays: config.RETENTION_DAYS_AFTER_CLOSING,
    },
    { log, clock: clockOf(process.env, log), failed: (error) => shutdown.fail(error.message) },
  );
  shutdown.add('victim-support', support.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

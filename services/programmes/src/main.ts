import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { auditKeyConfig, readAuditKeys } from '@abri/service-kit/audit-key';
import { clockOf } from '@abri/service-kit/clock';
import { CommonConfig, DatabaseConfig, readConfig, serviceSettings } from '@abri/service-kit/config';
import { createLogger, reasonOf } from '@abri/service-kit/log';
import { RetentionConfig } from '@abri/service-kit/retention';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startProgrammes } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('programmes').shape)
  .extend(KeyRingConfig.shape)
  .extend(RetentionConfig.shape)
  .extend({ PORT: z.coerce.number().int().default(4107) });

const log = createLogger('programmes');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const programmes = await startProgrammes(
    {
      ...serviceSettings(config, 'abri_programmes'),
      auditKeys: readAuditKeys(config, process.env.NODE_ENV === 'production'),
      retentionDays: config.RETENTION_DAYS_AFTER_CLOSING,
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
    },
    { log, clock: clockOf(process.env, log) },
  );
  shutdown.add('programmes', programmes.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

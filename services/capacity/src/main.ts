import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { auditKeyConfig, readAuditKeys } from '@abri/service-kit/audit-key';
import { clockOf } from '@abri/service-kit/clock';
import { CommonConfig, DatabaseConfig, readConfig, serviceSettings } from '@abri/service-kit/config';
import { createLogger, reasonOf } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startCapacity } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('capacity').shape)
  .extend(KeyRingConfig.shape)
  .extend({
    PORT: z.coerce.number().int().default(4101),
    /** How long a house has to answer an offer, and a household to confirm an accepted one: minutes. */
    OFFER_MINUTES: z.coerce.number().positive().default(15),
    CONFIRM_MINUTES: z.coerce.number().positive().default(30),
  });

const log = createLogger('capacity');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const capacity = await startCapacity(
    {
      ...serviceSettings(config, 'abri_capacity'),
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
      auditKeys: readAuditKeys(config, process.env.NODE_ENV === 'production'),
      offerMinutes: config.OFFER_MINUTES,
      confirmMinutes: config.CONFIRM_MINUTES,
    },
    { log, clock: clockOf(process.env, log) },
  );
  shutdown.add('capacity', capacity.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

import { stopTelemetry } from '@abri/service-kit/telemetry';
import { AddressList } from '@abri/service-kit/addresses';
import { auditKeyConfig, readAuditKeys } from '@abri/service-kit/audit-key';
import { clockOf } from '@abri/service-kit/clock';
import {
  CommonConfig,
  DatabaseConfig,
  readConfig,
  ServiceCredentials,
  serviceSettings,
} from '@abri/service-kit/config';
import { createLogger, reasonOf } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startMatching } from './app.js';
import { PadKeyConfig, readPadKey } from './safety-pad.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('matching').shape)
  .extend(ServiceCredentials.shape)
  .extend(PadKeyConfig.shape)
  .extend({
    PORT: z.coerce.number().int().default(4102),
    /** Several, by commas, are replicas. */
    CAPACITY_URL: AddressList.prefault('http://127.0.0.1:4101'),
  });

const log = createLogger('matching');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const matching = await startMatching(
    {
      ...serviceSettings(config, 'abri_matching'),
      auditKeys: readAuditKeys(config, process.env.NODE_ENV === 'production'),
      clientId: config.OIDC_CLIENT_ID,
      clientSecret: config.OIDC_CLIENT_SECRET,
      capacityUrl: config.CAPACITY_URL,
      padKey: readPadKey(config, process.env.NODE_ENV === 'production'),
    },
    { log, clock: clockOf(process.env, log), failed: shutdown.fail },
  );
  shutdown.add('matching', matching.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

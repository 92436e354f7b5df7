import { stopTelemetry } from '@abri/service-kit/telemetry';
import { DangerLevel } from '@abri/contracts/vocabulary';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
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
import { RetentionConfig } from '@abri/service-kit/retention';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startHosting } from './app.js';

const production = process.env.NODE_ENV === 'production';
const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('perpetrator-hosting').shape)
  .extend(KeyRingConfig.shape)
  .extend(ServiceCredentials.shape)
  .extend(RetentionConfig.shape)
  .extend({
    PORT: z.coerce.number().int().default(4105),
    /** Several, by commas, are replicas. */
    MATCHING_URL: AddressList.prefault('http://127.0.0.1:4102'),
    /** The highest danger at which a mediation may be decided; `never` where the law forbids it (docs/decisions/0012-penal-ladder.md). */
    MEDIATION_UP_TO: z.enum(['never', ...DangerLevel.options]).default(production ? 'never' : 'variable'),
    HOSTING_HOLD_MINUTES: z.coerce.number().min(0.001).default(120),
  });

const log = createLogger('perpetrator-hosting');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const hosting = await startHosting(
    {
      ...serviceSettings(config, 'abri_perpetrator_hosting'),
      auditKeys: readAuditKeys(config, production),
      keyRing: readKeyRing(config, production),
      retentionDays: config.RETENTION_DAYS_AFTER_CLOSING,
      mediationUpTo: config.MEDIATION_UP_TO === 'never' ? null : config.MEDIATION_UP_TO,
      holdMinutes: config.HOSTING_HOLD_MINUTES,
      matchingUrl: config.MATCHING_URL,
      clientId: config.OIDC_CLIENT_ID,
      clientSecret: config.OIDC_CLIENT_SECRET,
    },
    { log, clock: clockOf(process.env, log), failed: shutdown.fail },
  );
  shutdown.add('perpetrator-hosting', hosting.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { auditKeyConfig, readAuditKeys } from '@abri/service-kit/audit-key';
import { clockOf } from '@abri/service-kit/clock';
import { CommonConfig, DatabaseConfig, readConfig, serviceSettings } from '@abri/service-kit/config';
import { createLogger, reasonOf } from '@abri/service-kit/log';
import { RetentionConfig } from '@abri/service-kit/retention';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startChildFollowup } from './app.js';
import { ClamdAddress } from './clamd.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(auditKeyConfig('child-followup').shape)
  .extend(KeyRingConfig.shape)
  .extend(RetentionConfig.shape)
  .extend({
    PORT: z.coerce.number().int().default(4104),
    /** The team that children of placements come to. */
    FIRST_TEAM: z.string().default('pe-valenciennes'),
    /** The clamd that documents are scanned by: host:port; none when empty. */
    VIRUS_SCANNER: ClamdAddress,
    /** How long an overdue task may lie unseen before the team's lead is told: hours. */
    UNSEEN_HOURS: z.coerce.number().positive().default(24),
  });

/** A document of 3 MB takes a second at most: by then somebody waits in vain. */
const scanWithinMs = 10_000;

const log = createLogger('child-followup');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const service = await startChildFollowup(
    {
      ...serviceSettings(config, 'abri_child_followup'),
      auditKeys: readAuditKeys(config, process.env.NODE_ENV === 'production'),
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
      retentionDays: config.RETENTION_DAYS_AFTER_CLOSING,
      firstTeam: config.FIRST_TEAM,
      ...(config.VIRUS_SCANNER ? { virusScanner: { ...config.VIRUS_SCANNER, withinMs: scanWithinMs } } : {}),
      unseenHours: config.UNSEEN_HOURS,
    },
    { log, clock: clockOf(process.env, log), failed: shutdown.fail },
  );
  shutdown.add('child-followup', service.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: reasonOf(error) }, 'could not start');
  shutdown.fail('could not start');
});

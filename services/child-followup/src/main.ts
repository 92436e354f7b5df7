import { stopTelemetry } from '@abri/service-kit/telemetry';
import { KeyRingConfig, readKeyRing } from '@abri/personal-data/key-ring';
import { CommonConfig, DatabaseConfig, databaseUri, readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { z } from 'zod';
import { startChildFollowup } from './app.js';

const Config = CommonConfig.extend(DatabaseConfig.shape)
  .extend(KeyRingConfig.shape)
  .extend({
    PORT: z.coerce.number().int().default(4104),
    /** The team that children of placements come to. */
    FIRST_TEAM: z.string().default('pe-valenciennes'),
    /** How long an overdue task may lie unseen before the team's lead is told: hours. */
    UNSEEN_HOURS: z.coerce.number().positive().default(24),
  });

const log = createLogger('child-followup');
const shutdown = createShutdown(log);
shutdown.add('telemetry', stopTelemetry);

async function start(): Promise<void> {
  const config = readConfig(Config, process.env);
  const service = await startChildFollowup(
    {
      host: config.HOST,
      port: config.PORT,
      mongoUri: databaseUri(config.MONGODB_URI, 'abri_child_followup'),
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.KAFKA_TOPIC_PREFIX,
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
      keyRing: readKeyRing(config, process.env.NODE_ENV === 'production'),
      firstTeam: config.FIRST_TEAM,
      unseenHours: config.UNSEEN_HOURS,
    },
    { log, failed: shutdown.fail },
  );
  shutdown.add('child-followup', service.stop);
}

start().catch((error: unknown) => {
  log.fatal({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not start');
  shutdown.fail('could not start');
});

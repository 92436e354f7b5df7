import { readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { createShutdown } from '@abri/service-kit/shutdown';
import { DevIssuerConfig } from './config.js';
import { startDevIssuer } from './issuer.js';

async function main(): Promise<void> {
  const log = createLogger('dev-issuer');
  const config = readConfig(DevIssuerConfig, process.env);
  const shutdown = createShutdown(log);
  const issuer = await startDevIssuer(config);
  shutdown.add('http', () => issuer.close());
  log.info({ port: issuer.port, issuer: config.ISSUER }, 'development issuer ready');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import { randomBytes } from 'node:crypto';
import { keptSecret } from '@abri/service-kit/kept-secret';
import type { GatewayConfig } from './config.js';

/**
 * The secrets that seal the cookies. In development one is made at the first start and kept in a file; in production
 * the setting or the file must be given, so that every replica has the same. Throws where it is missing or short.
 */
export function sessionSecrets(config: GatewayConfig, env: NodeJS.ProcessEnv): string[] {
  const several = (text: string) => text.split(',').map((secret) => secret.trim());
  if (config.SESSION_SECRET) return several(config.SESSION_SECRET);
  const secrets = several(
    keptSecret(config.SESSION_SECRET_FILE, {
      production: env.NODE_ENV === 'production',
      missing: 'SESSION_SECRET or SESSION_SECRET_FILE is needed in production: 32 random characters or more.',
      make: () => randomBytes(32).toString('base64url'),
    }),
  );
  if (secrets.some((secret) => secret.length < 32)) throw new Error('SESSION_SECRET_FILE: at least 32 characters');
  return secrets;
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GatewayConfig } from './config.js';

/**
 * The secrets that seal the cookies. In development one is made at the first start and kept in a file; in production
 * it must be given, so that every replica has the same. Throws where it is missing.
 */
export function sessionSecrets(config: GatewayConfig, env: NodeJS.ProcessEnv): string[] {
  if (config.SESSION_SECRET) return config.SESSION_SECRET.split(',').map((secret) => secret.trim());
  if (env.NODE_ENV === 'production')
    throw new Error('SESSION_SECRET is needed in production: 32 random characters or more.');
  try {
    return [readFileSync(config.SESSION_SECRET_FILE, 'utf8').trim()];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secret = randomBytes(32).toString('base64url');
    mkdirSync(path.dirname(config.SESSION_SECRET_FILE), { recursive: true });
    writeFileSync(config.SESSION_SECRET_FILE, secret, { mode: 0o600 });
    return [secret];
  }
}

import path from 'node:path';
import { z } from 'zod';

const dataFolder = path.join(__dirname, '..', '..', '..', '.abri', 'data', 'dev-issuer');

/** Settings of the development issuer. */
export const DevIssuerConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(4100),
  /** Its own address as browsers and services see it; https makes its cookies Secure. */
  ISSUER: z.url().default('http://127.0.0.1:4100'),
  OIDC_AUDIENCE: z.string().default('urn:abri'),
  /** Signing and cookie keys, and who is signed in: kept, so that a restart signs nobody out. */
  KEYS_FILE: z.string().default(path.join(dataFolder, 'keys.json')),
  STATE_FILE: z.string().default(path.join(dataFolder, 'state.json')),
  /** Where the gateway is reached: `/auth/callback` and `/` under each of these may receive a browser back. */
  GATEWAY_URLS: z
    .string()
    .default('http://127.0.0.1:4000')
    .transform((list) => list.split(',').map((url) => url.trim().replace(/\/$/, ''))),
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(1).default(1_800),
});
export type DevIssuerConfig = z.infer<typeof DevIssuerConfig>;

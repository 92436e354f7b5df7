import path from 'node:path';
import { AddressList } from '@abri/service-kit/addresses';
import { CommonConfig } from '@abri/service-kit/config';
import { z } from 'zod';

const repository = path.join(__dirname, '..', '..', '..');
const minutes = (fallback: number) => z.coerce.number().min(0.001).default(fallback);

/** Settings of the gateway. */
export const GatewayConfig = z.object({
  ...CommonConfig.shape,
  PORT: z.coerce.number().int().default(4000),
  /** Its own address as browsers see it; https makes its cookies Secure and sends HSTS. */
  BASE_URL: z
    .url()
    .default('http://127.0.0.1:4000')
    .transform((url) => url.replace(/\/$/, '')),
  OIDC_CLIENT_ID: z.string().default('abri-gateway'),
  OIDC_CLIENT_SECRET: z.string().default('development-only-gateway'),
  OIDC_SCOPE: z.string().default('openid profile email abri'),
  /** At least 32 characters; several, by commas, let a new one come in: the first seals, all of them open. */
  SESSION_SECRET: z.string().min(32).optional(),
  /** Where a secret is made and kept when SESSION_SECRET is not given; not in production. */
  SESSION_SECRET_FILE: z.string().default(path.join(repository, '.abri', 'data', 'gateway', 'session-secret')),
  SESSION_IDLE_MINUTES: minutes(30),
  /** A day at the most: for so long replicas know who was signed out. */
  SESSION_LONGEST_MINUTES: z.coerce.number().min(0.001).max(1_440).default(600),
  /** Where the services answer. Several addresses, by commas, are the replicas of one. */
  CAPACITY_URL: AddressList.prefault('http://127.0.0.1:4101'),
  MATCHING_URL: AddressList.prefault('http://127.0.0.1:4102'),
  OBSERVATORY_URL: AddressList.prefault('http://127.0.0.1:4103'),
  CHILD_FOLLOWUP_URL: AddressList.prefault('http://127.0.0.1:4104'),
  PERPETRATOR_HOSTING_URL: AddressList.prefault('http://127.0.0.1:4105'),
  VICTIM_SUPPORT_URL: AddressList.prefault('http://127.0.0.1:4106'),
  PROGRAMMES_URL: AddressList.prefault('http://127.0.0.1:4107'),
  WEB_DIR: z.string().default(path.join(repository, 'services', 'web', 'dist')),
  /** Requests a minute: to the API for one session; to what anybody may see, and to sign-in, for one address. */
  API_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).default(3_000),
  PUBLIC_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).default(300),
  SIGN_IN_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).default(60),
  /** How many proxies stand in front, so that the limit counts the callers and not the proxy. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
});
export type GatewayConfig = z.infer<typeof GatewayConfig>;

/** The services behind this door, by the name in their path. */
export const upstreamsOf = (config: GatewayConfig): Readonly<Record<string, readonly string[]>> => ({
  capacity: config.CAPACITY_URL,
  matching: config.MATCHING_URL,
  observatory: config.OBSERVATORY_URL,
  'child-followup': config.CHILD_FOLLOWUP_URL,
  'perpetrator-hosting': config.PERPETRATOR_HOSTING_URL,
  'victim-support': config.VICTIM_SUPPORT_URL,
  programmes: config.PROGRAMMES_URL,
});

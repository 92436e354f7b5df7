import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AcceptedTokens } from './auth.js';

/** Settings that every service has, read from the environment. */
export const CommonConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  KAFKA_BROKERS: z
    .string()
    .default('127.0.0.1:19092')
    .transform((list) => list.split(',').map((broker) => broker.trim())),
  /** Put before every topic and consumer group, so that two installations can share a broker. */
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  OIDC_ISSUER: z.url().default('http://127.0.0.1:4100'),
  OIDC_AUDIENCE: z.string().default('urn:abri'),
  /** Strengths of a sign-in, by spaces, of which people's tokens must name one as `acr`; any is enough when empty. */
  OIDC_REQUIRED_ACR: z
    .string()
    .default('')
    .transform((list) => list.split(/\s+/).filter((strength) => strength !== '')),
});
/** Which access tokens a service takes, by its settings. */
export const acceptedTokens = (config: z.infer<typeof CommonConfig>): AcceptedTokens => ({
  issuer: config.OIDC_ISSUER,
  audience: config.OIDC_AUDIENCE,
  requiredAcr: config.OIDC_REQUIRED_ACR,
});
/** Settings of a service that keeps aggregates in MongoDB. */
export const DatabaseConfig = z.object({
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27117'),
  /** How many different files one person may open in 24 hours. */
  READINGS_A_DAY: z.coerce.number().int().min(1).default(200),
});
/** What a service that keeps aggregates is started with, whatever else it needs. */
export interface ServiceSettings {
  host: string;
  port: number;
  mongoUri: string;
  brokers: string[];
  topicPrefix: string;
  tokens: AcceptedTokens;
  /** How many different files one person may open in 24 hours; unless given, in tests, any number. */
  readingsADay?: number;
}
/** The settings of a service that keeps aggregates; `database` is its own on the server. */
export const serviceSettings = (
  config: z.infer<typeof CommonConfig> & z.infer<typeof DatabaseConfig> & { PORT: number },
  database: string,
): ServiceSettings => ({
  host: config.HOST,
  port: config.PORT,
  mongoUri: databaseUri(config.MONGODB_URI, database),
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
  tokens: acceptedTokens(config),
  readingsADay: config.READINGS_A_DAY,
});
/** Settings of a service that calls others in its own name. */
export const ServiceCredentials = z.object({
  OIDC_CLIENT_ID: z.string().default('abri-services'),
  OIDC_CLIENT_SECRET: z.string().default('development-only-services'),
});

/**
 * Reads settings by a schema. A setting NAME may be given as the file that holds it, by NAME_FILE: that is how secrets
 * come, for an environment is shown to whoever may look at a process. Throws one error that names every variable that is
 * wrong, never its value.
 */
export function readConfig<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv): z.infer<S> {
  const { values, problems } = withFiles(Object.keys(schema.shape), env);
  const parsed = schema.safeParse(values);
  if (parsed.success && problems.length === 0) return parsed.data;
  const wrong = parsed.error?.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`) ?? [];
  throw new Error(`The settings are not complete:\n${[...problems, ...wrong].join('\n')}`);
}

/** The environment with what lies in files. A NAME_FILE that is a setting itself is left to its service. */
function withFiles(names: readonly string[], env: NodeJS.ProcessEnv) {
  const values = { ...env };
  const problems: string[] = [];
  for (const name of names) {
    const file = env[`${name}_FILE`];
    if (!file || env[name] !== undefined || names.includes(`${name}_FILE`)) continue;
    try {
      // An editor ends a file with a line break, which is not part of a secret.
      values[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch {
      problems.push(`  ${name}_FILE: cannot be read`);
    }
  }
  return { values, problems };
}

/** The URI of one service's own database on a server. Takes the server's URI, keeps its options. */
export function databaseUri(serverUri: string, database: string): string {
  const uri = new URL(serverUri);
  if (uri.pathname === '' || uri.pathname === '/') uri.pathname = `/${database}`;
  return uri.href;
}

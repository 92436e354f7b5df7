import { readFileSync } from 'node:fs';
import type { KafkaConfig } from 'kafkajs';
import { z } from 'zod';

/** How a client reaches a broker and shows who it is. Nothing of it: in the clear, as on one's own machine. */
export type KafkaSecurity = Pick<KafkaConfig, 'ssl' | 'sasl'>;

const Mechanism = z.enum(['plain', 'scram-sha-256', 'scram-sha-512']);
const Settings = z.object({
  KAFKA_TLS: z.stringbool().default(false),
  /** PEM files: whom to believe instead of the public authorities, and the certificate and key of a client that shows one. */
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_CERT_FILE: z.string().optional(),
  KAFKA_KEY_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: Mechanism.optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD_FILE: z.string().optional(),
});

/**
 * Reads the security of Kafka's clients from the environment: it is the same for every client of a process, and nothing
 * that a service decides. Throws where a setting is missing or a file cannot be read; the message holds no secret.
 */
export function kafkaSecurity(env: NodeJS.ProcessEnv): KafkaSecurity {
  const parsed = Settings.safeParse(env);
  if (!parsed.success)
    throw new Error(
      `Kafka's settings are not right: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  const settings = parsed.data;
  const file = (name: 'KAFKA_CA_FILE' | 'KAFKA_CERT_FILE' | 'KAFKA_KEY_FILE' | 'KAFKA_PASSWORD_FILE') => {
    const place = settings[name];
    if (place === undefined) return undefined;
    let text: string;
    try {
      text = readFileSync(place, 'utf8');
    } catch (error) {
      throw new Error(`${name}: cannot be read`, { cause: error });
    }
    // An empty certificate would be shown to nobody, and nobody would say so.
    if (text.trim() === '') throw new Error(`${name}: is empty`);
    return text;
  };
  const [ca, cert, key] = [file('KAFKA_CA_FILE'), file('KAFKA_CERT_FILE'), file('KAFKA_KEY_FILE')];
  if ((cert === undefined) !== (key === undefined)) throw new Error('KAFKA_CERT_FILE and KAFKA_KEY_FILE go together');
  if (!settings.KAFKA_TLS && (ca ?? cert) !== undefined) throw new Error('certificates need KAFKA_TLS=true');
  const security: KafkaSecurity = {};
  if (settings.KAFKA_TLS)
    security.ssl = { ...(ca === undefined ? {} : { ca: [ca] }), ...(cert && key ? { cert, key } : {}) };
  const mechanism = settings.KAFKA_SASL_MECHANISM;
  if (!mechanism) return security;
  const username = settings.KAFKA_USERNAME;
  const password = file('KAFKA_PASSWORD_FILE')?.replace(/\r?\n$/, '');
  if (!username || !password) throw new Error('KAFKA_SASL_MECHANISM needs KAFKA_USERNAME and KAFKA_PASSWORD_FILE');
  return { ...security, sasl: saslOf(mechanism, { username, password }) };
}

function saslOf(mechanism: z.infer<typeof Mechanism>, who: { username: string; password: string }) {
  // kafkajs tells the mechanisms apart by type: one call each.
  if (mechanism === 'plain') return { mechanism, ...who };
  return mechanism === 'scram-sha-256' ? { mechanism, ...who } : { mechanism, ...who };
}

import { generateKeyPairSync } from 'node:crypto';
import { kafkaBus } from '@abri/bus/kafka';
import { kafkaLogReader } from '@abri/bus/kafka-log';
import { topics, topicSettings } from '@abri/contracts/topics';
import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { type KeyRing, newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { createConnection } from 'mongoose';
import { startCapacity } from '../../../services/capacity/src/app.js';
import { startChildFollowup } from '../../../services/child-followup/src/app.js';
import { startMatching } from '../../../services/matching/src/app.js';
import { ObservatoryConfig, startObservatory } from '../../../services/observatory/src/observatory.js';
import { startHosting } from '../../../services/perpetrator-hosting/src/app.js';
import { startProgrammes } from '../../../services/programmes/src/app.js';
import { startSupport } from '../../../services/victim-support/src/app.js';

/** Asks as somebody. */
export interface Who {
  roles: readonly Role[];
  shelters?: readonly string[];
  teams?: readonly string[];
  subject?: string;
}
export interface Answer {
  status: number;
  text: string;
  /** The body, or an empty object where it is no JSON. */
  body: Record<string, unknown>;
  type: string;
}
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Every service on one broker and one database server, as they run together; their logs are kept whole. */
export async function allServices(stack: TestStack, rings: Partial<Record<string, KeyRing>> = {}) {
  const issuer = await testIssuer();
  const topicPrefix = `${stack.unique('all')}.`;
  const { privateKey: auditKey, publicKey: auditPublicKey } = generateKeyPairSync('ed25519');
  const logged: string[] = [];
  const logOf = (service: string) =>
    createLogger(service, 'trace', { write: (line: string) => void logged.push(line) });
  const ring = parseKeyRing(newKeyRingText());
  const common = (service: string) => ({
    host: '127.0.0.1',
    port: 0,
    mongoUri: stack.databaseUri(service.slice(0, 8)),
    brokers: stack.brokers,
    topicPrefix,
    tokens: issuer,
    auditKeys: [auditKey] as const,
    retentionDays: null,
  });
  const configs = {
    capacity: { ...common('capacity'), keyRing: ring, offerMinutes: 15, confirmMinutes: 30 },
    'child-followup': {
      ...common('child-followup'),
      keyRing: rings['child-followup'] ?? ring,
      firstTeam: 'east',
      unseenHours: 24,
    },
    'victim-support': { ...common('victim-support'), keyRing: rings['victim-support'] ?? ring },
    programmes: { ...common('programmes'), keyRing: rings.programmes ?? ring },
  };
  const bus = kafkaBus({ brokers: stack.brokers, clientId: 'security', parkingTopic: topics.parking, topicPrefix });
  await bus.ensureTopics(topicSettings);

  const capacity = await startCapacity(configs.capacity, { log: logOf('capacity') });
  const client = { clientId: 'abri-services', clientSecret: 'a-secret' };
  const matchingConfig = { ...common('matching'), ...client, capacityUrl: capacity.url, padKey: 'x'.repeat(40) };
  const matching = await startMatching(matchingConfig, { log: logOf('matching') });
  const hostingConfig = {
    ...common('perpetrator-hosting'),
    ...client,
    keyRing: ring,
    mediationUpTo: 'variable',
    holdMinutes: 60,
    matchingUrl: matching.url,
  } as const;
  const [children, hosting, support, programmes] = await Promise.all([
    startChildFollowup(configs['child-followup'], { log: logOf('child-followup') }),
    startHosting(hostingConfig, { log: logOf('perpetrator-hosting') }),
    startSupport(configs['victim-support'], { log: logOf('victim-support') }),
    startProgrammes(configs.programmes, { log: logOf('programmes') }),
  ]);
  const observatoryConfig = ObservatoryConfig.parse({
    OIDC_ISSUER: issuer.issuer,
    KAFKA_BROKERS: stack.brokers.join(),
  });
  const observatory = await startObservatory(
    { ...observatoryConfig, PORT: 0 },
    {
      bus: kafkaBus({ brokers: stack.brokers, clientId: 'observatory', parkingTopic: topics.parking, topicPrefix }),
      eventLog: kafkaLogReader({ brokers: stack.brokers, clientId: 'observatory', topicPrefix }),
      log: logOf('observatory'),
    },
  );
  const running: Record<string, { url: string; stop(): Promise<void> }> = {
    capacity,
    matching,
    'child-followup': children,
    'perpetrator-hosting': hosting,
    'victim-support': support,
    programmes,
    observatory: { url: `http://127.0.0.1:${observatory.port}`, stop: () => observatory.close() },
  };
  const databases: Record<string, string> = {
    ...Object.fromEntries(Object.entries(configs).map(([name, { mongoUri }]) => [name, mongoUri])),
    matching: matchingConfig.mongoUri,
    'perpetrator-hosting': hostingConfig.mongoUri,
  };

  const ask = async (
    service: string,
    who: Who,
    method: Method,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer> => {
    const { subject, ...claims } = who;
    const token = await issuer.sign(claims, { subject: subject ?? [...who.roles, ...(who.teams ?? [])].join('-') });
    const answer = await fetch(`${running[service]?.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    const parsed: unknown = /json/.test(type) && text ? JSON.parse(text) : {};
    return { status: answer.status, text, body: parsed as Record<string, unknown>, type };
  };
  /** Every document of every collection of a service, as text, by collection. */
  const stored = async (service: string): Promise<Map<string, string>> => {
    const connection = await createConnection(databases[service] ?? '').asPromise();
    try {
      const collections = (await connection.db?.listCollections().toArray()) ?? [];
      const texts = collections.map(async ({ name }) => {
        const rows = await connection.collection(name).find().toArray();
        return [name, rows.map((row) => JSON.stringify(row)).join('\n')] as const;
      });
      return new Map(await Promise.all(texts));
    } finally {
      await connection.close();
    }
  };
  /** Everything that lies on the topics now: keys, values and headers. */
  const published = async (): Promise<string> => {
    const lines: string[] = [];
    const reading = await bus.replay({
      topics: topicSettings.map(({ topic }) => topic),
      name: stack.unique('reading'),
      handler: async (message) => void lines.push(JSON.stringify(message)),
    });
    await reading.caughtUp;
    await reading.stop();
    return lines.join('\n');
  };
  const metrics = async () =>
    (await Promise.all(Object.values(running).map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))).join(
      '\n',
    );
  return {
    ask,
    bus,
    issuer,
    running,
    databases,
    configs,
    topicPrefix,
    auditPublicKey,
    ring,
    logOf,
    stored,
    published,
    metrics,
    logged: () => logged.join(''),
    async stop() {
      for (const name of [
        'observatory',
        'child-followup',
        'perpetrator-hosting',
        'victim-support',
        'programmes',
        'matching',
        'capacity',
      ])
        await running[name]?.stop();
      await bus.close();
      await issuer.stop();
    },
  };
}
export type AllServices = Awaited<ReturnType<typeof allServices>>;

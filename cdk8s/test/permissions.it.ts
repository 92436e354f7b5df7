import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { kafkaBus } from '@abri/bus/kafka';
import { kafkaSecurity } from '@abri/bus/kafka-security';
import { amongReplicas, channelsOf } from '@abri/contracts/channels';
import { type Topic, topics, topicSettings } from '@abri/contracts/topics';
import { until } from '@abri/local-stack/until';
import { type AclEntry, AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { audited, permissionsOf } from '../src/permissions.js';
import { type ServiceName, serviceNames } from '../src/services.js';
import { admin, passwordOf, securedBroker, type SecuredBroker } from './secured-broker.js';

// On a broker that denies what nobody has allowed, each service's user, with the rights that the chart gives it, can do
// what the service does by the same library, and cannot do the rest.
const prefix = 'nord.';
let secured: SecuredBroker;
const running: { close(): Promise<void> }[] = [];

/** The settings of a pod: as the chart gives them with an outside broker. */
const environmentOf = (user: string): Record<string, string> => {
  const passwordFile = path.join(secured.folder, `password-${user}`);
  writeFileSync(passwordFile, passwordOf(user));
  return {
    KAFKA_TLS: 'true',
    KAFKA_CA_FILE: secured.caFile,
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_USERNAME: user,
    KAFKA_PASSWORD_FILE: passwordFile,
  };
};
function busOf(user: string, makesTopics = false) {
  const bus = kafkaBus({
    brokers: [secured.broker],
    clientId: user,
    parkingTopic: topics.parking,
    topicPrefix: prefix,
    security: kafkaSecurity(environmentOf(user)),
    makesTopics,
  });
  running.push(bus);
  return bus;
}
const acl = (
  user: string,
  o: { type: AclResourceTypes; name: string; operation: keyof typeof operationOf; prefixed?: boolean },
): AclEntry => ({
  principal: `User:${user}`,
  host: '*',
  resourceType: o.type,
  resourceName: o.name,
  resourcePatternType: o.prefixed ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
  operation: operationOf[o.operation],
  permissionType: AclPermissionTypes.ALLOW,
});
const operationOf = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
  Create: AclOperationTypes.CREATE,
};
const rightsOf = (service: ServiceName): AclEntry[] =>
  permissionsOf(service).flatMap(({ on, operations }) =>
    operations.map((operation) =>
      'topic' in on
        ? acl(service, { type: AclResourceTypes.TOPIC, name: prefix + on.topic, operation })
        : acl(service, { type: AclResourceTypes.GROUP, name: prefix + on.groupsOf, operation, prefixed: true }),
    ),
  );

beforeAll(async () => {
  secured = await securedBroker([...serviceNames, 'topics']);
  const client = (await admin(secured.broker, secured.caFile)).admin();
  await client.connect();
  // As docs/operations/reference.md says of the topic job.
  const job = (['Create', 'Describe'] as const).map((operation) =>
    acl('topics', { type: AclResourceTypes.TOPIC, name: prefix, operation, prefixed: true }),
  );
  await client.createAcls({ acl: [...serviceNames.flatMap(rightsOf), ...job] });
  await client.disconnect();
  await busOf('topics', true).ensureTopics(topicSettings);
}, 150_000);
afterAll(async () => {
  await Promise.allSettled(running.map((each) => each.close()));
  await secured.stop();
}, 60_000);

const message = [{ key: 'a', value: { n: 1 } }];
const every = topicSettings.map(({ topic }) => topic);

it.each(serviceNames)(
  'lets %s send and read what its contract says, and nothing else',
  async (service) => {
    const bus = busOf(service);
    const { sends, reads } = channelsOf[service] ?? { sends: [], reads: [] };
    const own = amongReplicas[service] ?? [];
    for (const topic of [...sends, ...own]) await bus.publish(topic, message);

    const writer = busOf('admin');
    const seen = new Set<string>();
    const handler = async ({ topic }: { topic: string }) => void seen.add(topic);
    if (reads.length > 0) {
      const subscriptions = [
        await bus.subscribe({ topics: reads, group: service, handler }),
        await bus.replay({ topics: [...reads, ...own], name: `${service}.replayed`, handler }),
        await bus.follow({ topics: reads, name: `${service}-followed`, handler }),
      ];
      for (const topic of reads) await writer.publish(topic, message);
      await until('all that may be read has come', async () => seen.size === reads.length + own.length || undefined, {
        withinMs: 30_000,
      });
      await bus.publish(topics.parking, message);
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
    }

    const client = busOf(service);
    const forbidden = (allowed: readonly Topic[]) => every.filter((topic) => !allowed.includes(topic));
    const parks: Topic[] = reads.length > 0 ? [topics.parking] : [];
    const signs: Topic[] = audited.includes(service) ? [topics.auditCheckpoints] : [];
    for (const topic of signs) await client.publish(topic, message);
    for (const topic of forbidden([...sends, ...parks, ...signs, ...own]))
      await expect(client.publish(topic, message)).rejects.toThrow(/authori/i);
    for (const topic of forbidden([...sends, ...reads, ...parks, ...signs, ...own]))
      await expect(client.replay({ topics: [topic], name: `${service}.curious`, handler })).rejects.toThrow(/authori/i);
  },
  180_000,
);

import { topicSettings } from '@abri/contracts/topics';
import { databaseSecretKey } from './mongodb.js';
import { paths } from './paths.js';
import { helmCondition } from './template.js';
import { permissionsOf } from './permissions.js';
import { services } from './services.js';
import { secretKeysOf } from './values.js';

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text: string) => `\`${text}\``;

/** docs/operations/reference.md: what an operator must know exactly, from the same tables as the chart. */
export const referenceText = (): string => `# What an installation needs, exactly

Written by \`cdk8s/\` from the tables that the chart is made of; a test fails when it is stale. How to install: [install.md](install.md).

## Secrets

One Secret a service, \`<release>-<service>\` unless \`<service>.secretName\` names another. Mounted as files under \`/run/abri\`.
With \`serviceTls.enabled\` a second one each, \`<release>-<service>-tls\` unless \`<service>.tlsSecretName\` names another: \`tls.crt\`, \`tls.key\`, \`ca.crt\`;
of the gateway \`ca.crt\` will do unless \`serviceTls.door\`.

${table(['Service', 'Keys', 'With an outside Kafka', 'With an outside MongoDB', 'With MongoDB’s operator'], secretRows())}

## Paths in the network

Whatever is not here is denied, in both directions (\`NetworkPolicy\`). The test \`cdk8s/test/network.chart.ts\` computes what the
rendered policies let through and compares it with this list.

${table(['From', 'To', 'Port', 'Where', 'Why'], pathRows())}

## Topics

${table(['Topic', 'Partitions', 'Kept'], topicRows())}

With an outside broker the topic job makes them, and may make no other; with Strimzi they are \`KafkaTopic\` resources. They are never
deleted with an installation.

## Who may do what on Kafka

Each service signs in as a user of its own: \`<kafka.outside.userPrefix><service>\` outside, \`<release>-kafka-<service>\` with Strimzi, which
gives these permissions itself. Names stand behind \`kafka.topicPrefix\`. The topic job's user (\`<userPrefix>topics\`) may create and describe topics.

${table(['Service', 'Topic or groups', 'Operations'], permissionRows())}
`;

const secretRows = () => [
  ...services.map(({ name }) => [
    name,
    secretKeysOf(name).map(code).join(', ') || '–',
    code('kafka-password'),
    databaseSecretKey(name, 'outside').map(code).join() || '–',
    databaseSecretKey(name, 'operator').map(code).join() || '–',
  ]),
  ['topics (the job)', '–', code('kafka-password'), '–', '–'],
];

const pathRows = () =>
  paths.map(({ from, to, port, when, why }) => [
    from,
    to,
    typeof port === 'number' ? String(port) : code(port.value),
    when ? code(helmCondition(when).replaceAll('.Values.', '')) : 'always',
    why,
  ]);

const topicRows = () =>
  topicSettings.map(({ topic, partitions, compacted, keptHours }) => [
    code(topic),
    String(partitions),
    compacted ? 'the last by key (compacted)' : keptHours ? `${keptHours} hours` : 'for ever',
  ]);

const permissionRows = () =>
  services.flatMap(({ name }) =>
    permissionsOf(name).map(({ on, operations }) => [
      name,
      'topic' in on ? code(on.topic) : `groups ${code(`${on.groupsOf}…`)}`,
      operations.join(', '),
    ]),
  );

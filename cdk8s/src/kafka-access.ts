import { secretNameOf } from './labels.js';
import { secretFile, secretsFolder } from './pod.js';
import { nameOf, type Rendering } from './rendering.js';
import type { ServiceName } from './services.js';

const outside = { value: 'kafka.mode', is: 'outside' } as const;
const strimzi = { value: 'kafka.mode', is: 'strimzi' } as const;
const tls = { all: [outside, { value: 'kafka.outside.tls' }] } as const;
const withCa = { all: [outside, { value: 'kafka.outside.caSecretName' }] } as const;
const withPassword = { all: [outside, { not: { value: 'kafka.outside.mechanism', is: 'none' } }] } as const;

/** The name of the Kafka cluster that Strimzi runs, and of its users: apart from the services' own secrets. */
export const clusterName = (on: Rendering): string => nameOf(on, 'kafka');
export const userName = (on: Rendering, name: ServiceName): string => nameOf(on, `kafka-${name}`);
const caSecretName = (on: Rendering) => nameOf(on, 'kafka-cluster-ca-cert');

const file = (name: string) => `${secretsFolder}/${name}`;

/** How a process reaches Kafka and shows who it is: a password outside, a certificate with Strimzi. Over TLS in both. */
export function kafkaEnvironment(on: Rendering, name: ServiceName | 'topics'): unknown[] {
  return [
    { name: 'KAFKA_TOPIC_PREFIX', value: on.value('kafka.topicPrefix') },
    // Topics are made by the topic job or by Strimzi: a service may not.
    { name: 'KAFKA_MAKE_TOPICS', value: name === 'topics' ? 'true' : 'false' },
    ...on.itemsIf(outside, [{ name: 'KAFKA_BROKERS', value: on.value('kafka.outside.brokers') }]),
    ...on.itemsIf(tls, [{ name: 'KAFKA_TLS', value: 'true' }]),
    ...on.itemsIf(withCa, [{ name: 'KAFKA_CA_FILE', value: file('kafka-ca.crt') }]),
    ...on.itemsIf(withPassword, [
      { name: 'KAFKA_SASL_MECHANISM', value: on.value('kafka.outside.mechanism') },
      { name: 'KAFKA_USERNAME', value: on.text({ value: 'kafka.outside.userPrefix' }, name) },
      { name: 'KAFKA_PASSWORD_FILE', value: file('kafka-password') },
    ]),
    ...on.itemsIf(strimzi, [
      { name: 'KAFKA_BROKERS', value: on.text('release-name', '-kafka-kafka-bootstrap:9093') },
      { name: 'KAFKA_TLS', value: 'true' },
      { name: 'KAFKA_CA_FILE', value: file('kafka-ca.crt') },
      { name: 'KAFKA_CERT_FILE', value: file('kafka-user.crt') },
      { name: 'KAFKA_KEY_FILE', value: file('kafka-user.key') },
    ]),
  ];
}

/** The files that `kafkaEnvironment` names. `secretName` holds the password. */
export function kafkaSecrets(on: Rendering, name: ServiceName): unknown[] {
  return [
    ...outsideSecrets(on, secretNameOf(on, name)),
    ...on.itemsIf(strimzi, [
      secretFile(caSecretName(on), 'ca.crt', 'kafka-ca.crt'),
      secretFile(userName(on, name), 'user.crt', 'kafka-user.crt'),
      secretFile(userName(on, name), 'user.key', 'kafka-user.key'),
    ]),
  ];
}

/** The files of an outside broker: its authority, and the password that lies in `secretName`. */
export function outsideSecrets(on: Rendering, secretName: string): unknown[] {
  return [
    ...on.itemsIf(withCa, [secretFile(String(on.value('kafka.outside.caSecretName')), 'ca.crt', 'kafka-ca.crt')]),
    ...on.itemsIf(withPassword, [secretFile(secretName, 'kafka-password')]),
  ];
}

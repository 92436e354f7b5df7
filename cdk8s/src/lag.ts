import { type Topic, topics } from '@abri/contracts/topics';
import { userName } from './kafka-access.js';
import { metadataOf, secretNameOf } from './labels.js';
import { nameOf, type Rendering } from './rendering.js';
import { type ServiceName, valuesKey } from './services.js';

const outside = { value: 'kafka.mode', is: 'outside' } as const;
const strimzi = { value: 'kafka.mode', is: 'strimzi' } as const;

/**
 * What turns events into lists, its topics divided among its replicas: only there does lag say how many are needed.
 * Matching divides a topic too, but each of its replicas also needs all houses: it grows on processor time.
 */
export const sharedReading: Partial<Record<ServiceName, readonly { group: string; topic: Topic }[]>> = {
  'child-followup': [
    { group: 'child-followup', topic: topics.matchingEvents },
    { group: 'child-followup.own', topic: topics.childFollowupEvents },
  ],
};

/** KEDA's scaling of one service by the lag of its groups, and how KEDA signs in to ask for it. */
export function lagScaler(on: Rendering, name: ServiceName): object[] {
  const own = (key: string) => on.value(`${valuesKey(name)}.autoscaling.${key}`);
  const metadata = metadataOf(on, name);
  const triggers = (sharedReading[name] ?? []).map(({ group, topic }) => ({
    type: 'kafka',
    metadata: {
      consumerGroup: on.text({ value: 'kafka.topicPrefix' }, group),
      topic: on.text({ value: 'kafka.topicPrefix' }, topic),
      lagThreshold: on.text({ value: 'keda.lagThreshold' }),
      ...on.entriesIf(outside, { bootstrapServers: on.value('kafka.outside.brokers') }),
      ...on.entriesIf(strimzi, {
        bootstrapServers: on.text('release-name', '-kafka-kafka-bootstrap:9093'),
        tls: 'enable',
      }),
      ...on.entriesIf({ all: [outside, { value: 'kafka.outside.tls' }] }, { tls: 'enable' }),
      ...saslOf(on),
    },
    authenticationRef: { name: nameOf(on, name) },
  }));
  return [
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata,
      spec: {
        scaleTargetRef: { name: nameOf(on, name) },
        minReplicaCount: own('minReplicas'),
        maxReplicaCount: own('maxReplicas'),
        triggers,
      },
    },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata,
      spec: {
        // The name that it signs in by is read where the service reads it.
        ...on.entriesIf(outside, { env: [{ parameter: 'username', name: 'KAFKA_USERNAME', containerName: name }] }),
        secretTargetRef: secrets(on, name),
      },
    },
  ];
}

/** KEDA writes the mechanisms in its own way. */
const saslOf = (on: Rendering) => {
  const names = { plain: 'plaintext', 'scram-sha-256': 'scram_sha256', 'scram-sha-512': 'scram_sha512' };
  return Object.entries(names).reduce(
    (all, [is, sasl]) => ({
      ...all,
      ...on.entriesIf({ all: [outside, { value: 'kafka.outside.mechanism', is }] }, { sasl }),
    }),
    {},
  );
};

function secrets(on: Rendering, name: ServiceName): unknown[] {
  const of = (parameter: string, secret: string, key: string) => ({ parameter, name: secret, key });
  return [
    ...on.itemsIf({ all: [outside, { not: { value: 'kafka.outside.mechanism', is: 'none' } }] }, [
      of('password', secretNameOf(on, name), 'kafka-password'),
    ]),
    ...on.itemsIf({ all: [outside, { value: 'kafka.outside.caSecretName' }] }, [
      of('ca', String(on.value('kafka.outside.caSecretName')), 'ca.crt'),
    ]),
    ...on.itemsIf(strimzi, [
      of('ca', nameOf(on, 'kafka-cluster-ca-cert'), 'ca.crt'),
      of('cert', userName(on, name), 'user.crt'),
      of('key', userName(on, name), 'user.key'),
    ]),
  ];
}

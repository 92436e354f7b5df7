import { brokerConfigOf, topicSettings } from '@abri/contracts/topics';
import { clusterName, userName } from './kafka-access.js';
import { labelsOf, metadataOf, selectorOf } from './labels.js';
import { type Rendering } from './rendering.js';
import { type ServiceName, services } from './services.js';
import { type Permission, permissionsOf } from './permissions.js';

const apiVersion = 'kafka.strimzi.io/v1';
const replicas = 'kafka.strimzi.replicas';

/** A Kafka cluster by Strimzi: brokers that are their own controllers, every connection by TLS and certificate. */
export function strimziCluster(on: Rendering): object[] {
  const ofCluster = { labels: { ...labelsOf(on, 'kafka'), 'strimzi.io/cluster': clusterName(on) } };
  const kept = metadataOf(on, 'kafka', { kept: true });
  return [
    {
      apiVersion,
      kind: 'KafkaNodePool',
      metadata: { ...kept, ...ofCluster },
      spec: {
        replicas: on.value(replicas),
        roles: ['controller', 'broker'],
        storage: {
          type: 'jbod',
          volumes: [
            {
              id: 0,
              type: 'persistent-claim',
              size: on.value('kafka.strimzi.storage'),
              ...on.entriesIf(
                { value: 'kafka.strimzi.storageClass' },
                { class: on.value('kafka.strimzi.storageClass') },
              ),
              deleteClaim: false,
              kraftMetadata: 'shared',
            },
          ],
        },
        resources: on.value('kafka.strimzi.resources'),
      },
    },
    {
      apiVersion,
      kind: 'Kafka',
      metadata: kept,
      spec: {
        kafka: {
          ...on.entriesIf({ value: 'kafka.strimzi.version' }, { version: on.value('kafka.strimzi.version') }),
          listeners: [
            {
              name: 'tls',
              port: 9093,
              type: 'internal',
              tls: true,
              authentication: { type: 'tls' },
              networkPolicyPeers: services.map(({ name }) => ({ podSelector: { matchLabels: selectorOf(on, name) } })),
            },
          ],
          authorization: { type: 'simple' },
          config: {
            'auto.create.topics.enable': false,
            'default.replication.factor': on.value(replicas),
            'offsets.topic.replication.factor': on.value(replicas),
            'transaction.state.log.replication.factor': on.value(replicas),
            'min.insync.replicas': minInSync,
            'transaction.state.log.min.isr': minInSync,
          },
        },
        entityOperator: { topicOperator: {}, userOperator: {} },
      },
    },
  ];
}
/** With acks from all: one replica may be away, and no acknowledged event is lost with the next. */
const minInSync = 2;

/** Every topic, with what its contract says: kept for ever or for some hours, or compacted by key. */
export function strimziTopics(on: Rendering): object[] {
  return topicSettings.map(({ topic, partitions, ...kept }) => ({
    apiVersion,
    kind: 'KafkaTopic',
    metadata: {
      ...metadataOf(on, `topic-${topic.replaceAll('.', '-')}`, { kept: true }),
      labels: { ...labelsOf(on, 'kafka'), 'strimzi.io/cluster': clusterName(on) },
    },
    spec: {
      topicName: on.text({ value: 'kafka.topicPrefix' }, topic),
      partitions,
      replicas: on.value(replicas),
      config: brokerConfigOf(kept),
    },
  }));
}

/** One user a service, with the permissions of its streams and no more. */
export function strimziUser(on: Rendering, service: ServiceName): object {
  return {
    apiVersion,
    kind: 'KafkaUser',
    metadata: {
      name: userName(on, service),
      labels: { ...labelsOf(on, 'kafka'), 'strimzi.io/cluster': clusterName(on) },
    },
    spec: {
      authentication: { type: 'tls' },
      authorization: { type: 'simple', acls: permissionsOf(service).map((permission) => acl(on, permission)) },
    },
  };
}

function acl(on: Rendering, { on: what, operations }: Permission) {
  const named = (name: string) => on.text({ value: 'kafka.topicPrefix' }, name);
  const resource =
    'topic' in what
      ? { type: 'topic', name: named(what.topic), patternType: 'literal' }
      : { type: 'group', name: named(what.groupsOf), patternType: 'prefix' };
  return { type: 'allow', resource, operations };
}

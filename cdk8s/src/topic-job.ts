import { kafkaEnvironment, outsideSecrets } from './kafka-access.js';
import { labelsOf, metadataOf } from './labels.js';
import { imageOf, podSpec } from './pod.js';
import { nameOf, type Rendering } from './rendering.js';

/**
 * Makes the topics on an outside broker before an installation and before each upgrade: the services wait for them, so a
 * job after them would wait for ever under `--wait`. It makes what is absent and changes nothing: it may run again.
 */
export function topicJob(on: Rendering): object[] {
  const hook = (weight: number) => ({
    'helm.sh/hook': 'pre-install,pre-upgrade',
    'helm.sh/hook-weight': String(weight),
    'helm.sh/hook-delete-policy': 'before-hook-creation',
  });
  const metadata = (weight: number) => ({ ...metadataOf(on, 'topics'), annotations: hook(weight) });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(-2), automountServiceAccountToken: false },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata(-1),
      spec: {
        backoffLimit: 6,
        activeDeadlineSeconds: 600,
        template: {
          metadata: { labels: labelsOf(on, 'topics') },
          spec: podSpec(on, {
            serviceAccountName: nameOf(on, 'topics'),
            secrets: outsideSecrets(on, on.valueOr('topics.secretName', 'release-name', '-topics')),
            container: {
              name: 'topics',
              // Every image holds the bus; capacity's is the smallest.
              image: imageOf(on, 'capacity'),
              args: ['node_modules/@abri/bus/dist/make-topics.js'],
              env: [
                { name: 'NODE_ENV', value: 'production' },
                ...kafkaEnvironment(on, 'topics'),
                { name: 'KAFKA_TOPIC_REPLICAS', value: on.text({ value: 'topics.replicas' }) },
              ],
              resources: on.value('topics.resources'),
            },
            more: { restartPolicy: 'OnFailure' },
          }),
        },
      },
    },
  ];
}

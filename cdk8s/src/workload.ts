import { kafkaEnvironment, kafkaSecrets } from './kafka-access.js';
import { metadataOf, labelsOf, secretNameOf, selectorOf } from './labels.js';
import { databaseEnvironment, databaseSecrets } from './mongodb.js';
import { imageOf, podSpec, secretFile, secretsFolder } from './pod.js';
import { nameOf, type Rendering } from './rendering.js';
import { betweenServices, showsCertificate, tlsEnvironment, tlsSecrets } from './service-tls.js';
import { factsOf, type ServiceFacts, valuesKey } from './services.js';
import { secretKeysOf } from './values.js';

/** What every service has: its pods, its address, its account, its budget of disruptions, and how it grows. */
export function workload(on: Rendering, facts: ServiceFacts): object[] {
  const { name, port } = facts;
  const metadata = metadataOf(on, name);
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    deployment(on, facts),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: selectorOf(on, name),
        ports: portOf(on, facts, { port, targetPort: port }),
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      // A budget that keeps the only replica would keep its machine from ever being emptied.
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selectorOf(on, name) },
      },
    },
  ];
}

/** The autoscaler of a service, where it is on. */
export function autoscaler(on: Rendering, { name }: ServiceFacts): object {
  const setting = (key: string) => on.value(`${valuesKey(name)}.autoscaling.${key}`);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(on, name),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: nameOf(on, name) },
      minReplicas: setting('minReplicas'),
      maxReplicas: setting('maxReplicas'),
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: setting('cpuPercent') } },
        },
      ],
      // A new replica reads its topics first: it is of use after some seconds, and should not be let go at once.
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  };
}

function deployment(on: Rendering, facts: ServiceFacts) {
  const { name, port } = facts;
  const own = valuesKey(name);
  const scheme = on.entriesIf(showsCertificate(name), { scheme: 'HTTPS' });
  const probe = (path: string, more: object) => ({ httpGet: { path, port, ...scheme }, timeoutSeconds: 5, ...more });
  const spread = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(on, name) },
    matchLabelKeys: ['pod-template-hash'],
  });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(on, name),
    spec: {
      ...on.entriesIf({ not: { value: `${own}.autoscaling.enabled` } }, { replicas: on.value(`${own}.replicas`) }),
      revisionHistoryLimit: 5,
      selector: { matchLabels: selectorOf(on, name) },
      // One more starts before one ends. Replicas may write beside one another (docs/decisions/0026).
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: labelsOf(on, name) },
        spec: podSpec(on, {
          serviceAccountName: nameOf(on, name),
          secrets: [
            ...secretKeysOf(name).map((key) => secretFile(secretNameOf(on, name), key)),
            ...kafkaSecrets(on, name),
            ...(facts.database ? databaseSecrets(on, name) : []),
            ...tlsSecrets(on, facts),
          ],
          container: {
            name,
            image: imageOf(on, name),
            ports: portOf(on, facts, { containerPort: port }),
            env: [...environment(on, facts), ...on.itemsOf(`${own}.extraEnv`)],
            resources: on.value(`${own}.resources`),
            // The port opens when the database answers, which may start together with the service.
            startupProbe: probe('/health/live', { periodSeconds: 2, failureThreshold: 150 }),
            // Ready means caught up with its topics: a matching that knows half the houses must not answer.
            readinessProbe: probe('/health/ready', { periodSeconds: 5 }),
            livenessProbe: probe('/health/live', { periodSeconds: 10, failureThreshold: 6 }),
            // Callers hear a moment later than the pod that it is going: it answers them until then.
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
          },
          more: {
            terminationGracePeriodSeconds: 30,
            topologySpreadConstraints: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
          },
        }),
      },
    },
  };
}

/** A port under the name of what is spoken there: by it Prometheus knows how to ask. */
const portOf = (on: Rendering, { name }: ServiceFacts, port: object) => [
  ...on.itemsIf(showsCertificate(name), [{ name: 'https', ...port }]),
  ...on.itemsIf({ not: showsCertificate(name) }, [{ name: 'http', ...port }]),
];

function environment(on: Rendering, facts: ServiceFacts) {
  return [
    { name: 'NODE_ENV', value: 'production' },
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(facts.port) },
    { name: 'OIDC_ISSUER', value: on.value('oidc.issuer') },
    { name: 'OIDC_AUDIENCE', value: on.value('oidc.audience') },
    ...on.itemsIf({ value: 'oidc.requiredAcr' }, [{ name: 'OIDC_REQUIRED_ACR', value: on.value('oidc.requiredAcr') }]),
    ...kafkaEnvironment(on, facts.name),
    ...(facts.database ? databaseEnvironment() : []),
    ...tlsEnvironment(on, facts),
    ...on.itemsIf({ value: 'telemetry.endpoint' }, [
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: on.value('telemetry.endpoint') },
      { name: 'OTEL_TRACES_SAMPLER_ARG', value: on.text({ value: 'telemetry.share' }) },
    ]),
    ...Object.entries(facts.settings).flatMap(([name, setting]) => {
      if ('secretKey' in setting) return [{ name, value: `${secretsFolder}/${setting.secretKey}` }];
      if ('hostOf' in setting)
        return on.itemsIf({ value: setting.hostOf }, [
          { name, value: on.text({ value: setting.hostOf }, ':', { value: setting.portOf }) },
        ]);
      if ('value' in setting) return [{ name, value: on.text({ value: setting.value }) }];
      const address = (scheme: string) =>
        on.text(`${scheme}://`, 'release-name', `-${setting.urlOf}:${factsOf(setting.urlOf).port}`);
      return [
        ...on.itemsIf(betweenServices, [{ name, value: address('https') }]),
        ...on.itemsIf({ not: betweenServices }, [{ name, value: address('http') }]),
      ];
    }),
  ];
}

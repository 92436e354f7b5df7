import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { helmName, helmStructure, helmText, helmValue, valuesKey } from './helm-value.js';
import { type ServiceFacts, services } from './services.js';

/** One service: its deployment, its address in the cluster, and who may reach it. Written to one template. */
export class ServiceChart extends Chart {
  constructor(scope: Construct, facts: ServiceFacts) {
    super(scope, facts.name, { disableResourceNameHashes: true });
    const selector = { 'app.kubernetes.io/name': facts.name, 'app.kubernetes.io/instance': '<<helm:.Release.Name>>' };
    const metadata = { name: helmName(facts.name), labels: { ...selector, 'app.kubernetes.io/part-of': 'abri' } };
    new ApiObject(this, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: deployment(facts, selector),
    });
    new ApiObject(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector, ports: [{ name: 'http', port: facts.port, targetPort: 'http' }] },
    });
    new ApiObject(this, 'network-policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: { matchLabels: selector }, policyTypes: ['Ingress'], ingress: callersOf(facts) },
    });
  }
}

const callersOf = ({ name, port }: ServiceFacts) => {
  const callers = services.filter(({ calls }) => calls.includes(name));
  const from = callers.map((caller) => ({
    podSelector: {
      matchLabels: { 'app.kubernetes.io/name': caller.name, 'app.kubernetes.io/instance': '<<helm:.Release.Name>>' },
    },
  }));
  // The gateway is the one public door: anybody may come to it, and to it alone.
  return [{ ...(callers.length > 0 ? { from } : {}), ports: [{ port, protocol: 'TCP' }] }];
};

function deployment(facts: ServiceFacts, selector: Record<string, string>) {
  const probe = (path: string, more: object) => ({ httpGet: { path, port: 'http' }, ...more });
  return {
    replicas: helmValue(`${valuesKey(facts.name)}.replicas`),
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: facts.name,
            image: `<<helm:printf "%s/${facts.name}:%s" .Values.image.repository .Values.image.tag>>`,
            imagePullPolicy: helmValue('image.pullPolicy'),
            ports: [{ name: 'http', containerPort: facts.port }],
            env: environment(facts),
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            resources: helmStructure(`${valuesKey(facts.name)}.resources`),
            startupProbe: probe('/health/live', { periodSeconds: 2, failureThreshold: 30 }),
            // Ready means caught up with its topics: a matching that knows half the houses must not answer.
            readinessProbe: probe('/health/ready', { periodSeconds: 5 }),
            livenessProbe: probe('/health/live', { periodSeconds: 10 }),
          },
        ],
      },
    },
  };
}

function environment(facts: ServiceFacts) {
  const fromSecret = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: helmValue('secretName'), key } },
  });
  return [
    { name: 'NODE_ENV', value: 'production' },
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(facts.port) },
    { name: 'KAFKA_BROKERS', value: helmText('kafka.brokers') },
    { name: 'KAFKA_TOPIC_PREFIX', value: helmText('kafka.topicPrefix') },
    { name: 'OIDC_ISSUER', value: helmText('oidc.issuer') },
    { name: 'OIDC_AUDIENCE', value: helmText('oidc.audience') },
    ...(facts.database ? [fromSecret('MONGODB_URI', 'mongodb-uri')] : []),
    ...Object.entries(facts.settings).map(([name, setting]) => {
      if ('secret' in setting) return fromSecret(name, setting.secret);
      if ('value' in setting) return { name, value: helmText(setting.value) };
      const port = services.find((service) => service.name === setting.urlOf)?.port;
      return { name, value: `<<helm:printf "http://%s-${setting.urlOf}:${String(port)}" .Release.Name | quote>>` };
    }),
  ];
}

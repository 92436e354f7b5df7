/** Values of installations that differ in everything that the templates decide on. */
export const installations: Readonly<Record<string, object>> = {
  'the defaults': {},
  'an outside broker in the clear and nothing else': {
    kafka: { outside: { tls: false, mechanism: 'none', brokers: 'a:9092,b:9092', port: 9092 } },
    gateway: { replicas: 1, autoscaling: { enabled: false } },
    serviceTls: { enabled: false },
    childFollowup: { autoscaling: { enabled: false } },
  },
  'an outside broker and database, each with its own authority': {
    kafka: { topicPrefix: 'nord.', outside: { caSecretName: 'kafka-ca', mechanism: 'plain', userPrefix: '' } },
    mongodb: { caSecretName: 'mongodb-ca', outside: { egress: [{ ipBlock: { cidr: '10.1.0.0/16' } }] } },
    telemetry: { endpoint: 'http://collector.monitoring:4318' },
    capacity: {
      secretName: 'capacity-secrets',
      tlsSecretName: 'capacity-tls',
      extraEnv: [{ name: 'OFFER_MINUTES', value: '20' }],
    },
    gateway: { from: [{ namespaceSelector: { matchLabels: { edge: 'yes' } } }] },
  },
  'everything in the cluster': {
    kafka: { mode: 'strimzi', topicPrefix: 'nord.', strimzi: { version: '4.1.0', storageClass: 'fast' } },
    mongodb: { mode: 'operator', operator: { storageClass: 'fast' } },
    route: { enabled: true, gateway: { create: true, className: 'envoy' } },
    certManager: { enabled: true },
    serviceTls: { door: true },
    monitoring: { enabled: true, labels: { release: 'prometheus' } },
    keda: { enabled: true },
    observatory: { autoscaling: { maxReplicas: 3 } },
    programmes: { replicas: 1, autoscaling: { enabled: false } },
  },
  'a lag scaler on an outside broker': {
    kafka: { outside: { caSecretName: 'kafka-ca' } },
    keda: { enabled: true },
  },
  'a route on a Gateway of the cluster, special machines and a private registry': {
    route: { enabled: true, parentRefs: [{ name: 'edge', namespace: 'edge' }], hostnames: ['a.example', 'b.example'] },
    image: { repository: 'registry.example/abri', tag: '1.2.3', pullSecrets: [{ name: 'registry' }] },
    scheduling: {
      nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      tolerations: [{ key: 'abri', operator: 'Exists' }],
      priorityClassName: 'urgent',
    },
    childFollowup: { autoscaling: { maxReplicas: 4 }, virusScanner: { host: 'clamd.scanning' } },
  },
};

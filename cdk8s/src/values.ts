import { z } from 'zod';
import { factsOf, type ServiceName, services, valuesKey } from './services.js';

// One source for values.yaml with its comments, values.schema.json and the types: what an installation may set.

/** Peers of a network policy, as Kubernetes writes them; none means anybody. */
const Peers = z.array(z.looseObject({})).default([]);
const Port = z.number().int().min(1).max(65_535);
const Quantity = z.union([z.string().regex(/^\d+(\.\d+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/), z.number()]);
const Quantities = z.record(z.string(), Quantity);
const resources = (cpu: string, memory: string, limit: string) =>
  z
    .strictObject({ requests: Quantities, limits: Quantities })
    .default({
      requests: { cpu, memory, 'ephemeral-storage': '32Mi' },
      limits: { memory: limit, 'ephemeral-storage': '128Mi' },
    })
    .describe('No limit of processor time: it would only slow a placement down while the machine is idle.');

const Autoscaling = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Needs the metrics server of the cluster.'),
    minReplicas: z.number().int().min(1).default(2),
    maxReplicas: z.number().int().min(1).default(6),
    cpuPercent: z.number().int().min(1).max(100).default(70).describe('Of what is requested, on average.'),
  })
  .prefault({})
  .describe('By processor time: where each replica reads all messages, lag does not say how many are needed.');

const service = (name: ServiceName) =>
  z.strictObject({
    replicas: z.number().int().min(0).default(2).describe('How many, where autoscaling is off.'),
    secretName: z.string().default('').describe(`The Secret with this service's keys; <release>-${name} unless given.`),
    tlsSecretName: z
      .string()
      .default('')
      .describe(`The Secret with its certificate, see serviceTls; <release>-${name}-tls unless given.`),
    resources: resources('100m', '192Mi', '384Mi'),
    autoscaling: Autoscaling,
    extraEnv: z
      .array(z.looseObject({ name: z.string() }))
      .default([])
      .describe('More settings of the service, as Kubernetes writes them.'),
  });

const Gateway = service('gateway').extend({
  baseUrl: z.url().default('https://abri.example').describe('The address in the browser, without a path.'),
  trustedProxies: z
    .number()
    .int()
    .min(0)
    .default(1)
    .describe('How many proxies stand in front: of those, the callers’ addresses are believed.'),
  from: Peers.describe('Who may reach the door, such as the namespace of your Gateway; anybody unless given.'),
});

const ChildFollowup = service('child-followup').extend({
  virusScanner: z
    .strictObject({
      host: z
        .string()
        .default('')
        .describe(
          'The clamd (ClamAV) that scans documents before they are kept, such as clamd.scanning; none unless given.',
        ),
      port: Port.default(3310),
      egress: Peers.describe('Where it is; anywhere unless given.'),
    })
    .prefault({}),
});

/** Services that may be told more than the others. */
const special: Partial<Record<ServiceName, z.ZodObject>> = { gateway: Gateway, 'child-followup': ChildFollowup };

const Kafka = z.strictObject({
  mode: z
    .enum(['outside', 'strimzi'])
    .default('outside')
    .describe('A broker of yours, or one that Strimzi (0.49 or later) runs in this namespace.'),
  topicPrefix: z.string().default('').describe('Put before every topic and group, where installations share a broker.'),
  outside: z
    .strictObject({
      brokers: z.string().default('kafka.example:9093').describe('host:port, several by commas.'),
      port: Port.default(9093).describe('The port of those brokers, which the network policies open.'),
      egress: Peers.describe('Where those brokers are; anywhere unless given.'),
      tls: z.boolean().default(true),
      caSecretName: z
        .string()
        .default('')
        .describe('A Secret with ca.crt, where a public authority has not signed the brokers.'),
      mechanism: z.enum(['scram-sha-512', 'scram-sha-256', 'plain', 'none']).default('scram-sha-512'),
      userPrefix: z
        .string()
        .default('abri-')
        .describe('Each service signs in as this and its name; its password is kafka-password in its Secret.'),
    })
    .prefault({}),
  strimzi: z
    .strictObject({
      version: z.string().default('').describe('Of Kafka; what the operator brings unless given.'),
      replicas: z.number().int().min(1).default(3),
      storage: z.string().default('20Gi').describe('Of each broker.'),
      storageClass: z.string().default(''),
      resources: resources('500m', '2Gi', '2Gi'),
    })
    .prefault({}),
});

const Mongodb = z.strictObject({
  mode: z
    .enum(['outside', 'operator'])
    .default('outside')
    .describe(
      'A server of yours by the mongodb-uri in each Secret, or one that MongoDB’s operator (mongodb/mongodb-kubernetes) runs here.',
    ),
  outside: z
    .strictObject({ port: Port.default(27_017), egress: Peers.describe('Where the server is; anywhere unless given.') })
    .prefault({}),
  caSecretName: z
    .string()
    .default('')
    .describe(
      'A Secret with ca.crt, mounted as /run/abri/mongodb-ca.crt for tlsCAFile in the URI. In mode operator <release>-mongodb-tls unless given.',
    ),
  operator: z
    .strictObject({
      version: z.string().default('8.0.12'),
      members: z.number().int().min(1).default(3),
      storage: z.string().default('20Gi').describe('Of each member.'),
      storageClass: z.string().default(''),
      tlsSecretName: z
        .string()
        .default('')
        .describe(
          'A Secret with tls.crt, tls.key and ca.crt of the members; <release>-mongodb-tls unless given, and made where certManager.enabled.',
        ),
      resources: resources('500m', '1Gi', '2Gi'),
    })
    .prefault({}),
});

const Route = z.strictObject({
  enabled: z.boolean().default(false).describe('An HTTPRoute of the Gateway API to the door.'),
  parentRefs: z
    .array(z.looseObject({ name: z.string() }))
    .default([])
    .describe('The Gateways that it hangs on; the one made here unless given.'),
  hostnames: z.array(z.string()).default(['abri.example']),
  gateway: z
    .strictObject({
      create: z.boolean().default(false).describe('A Gateway of this installation’s own, with TLS.'),
      className: z.string().default('').describe('Its GatewayClass.'),
      tlsSecretName: z.string().default('').describe('The Secret with its certificate; <release>-tls unless given.'),
    })
    .prefault({}),
});

/** values.yaml: everything that an installation may set, with defaults. */
export const Values = z.strictObject({
  image: z
    .strictObject({
      repository: z.string().default('abri').describe('Where the images lie: <repository>/<service>:<tag>.'),
      tag: z.string().default('0.1.0'),
      pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).default('IfNotPresent'),
      pullSecrets: z.array(z.strictObject({ name: z.string() })).default([]),
    })
    .prefault({}),
  oidc: z
    .strictObject({
      issuer: z
        .url()
        .default('https://issuer.example')
        .describe('Any OpenID Connect issuer that puts roles, shelters and teams into its access tokens.'),
      audience: z.string().default('urn:abri'),
      requiredAcr: z
        .string()
        .default('')
        .describe(
          'Strengths of a sign-in, by spaces, of which people’s access tokens must name one as acr; any when empty.',
        ),
      gatewayClientId: z.string().default('abri-gateway'),
      servicesClientId: z.string().default('abri-services'),
      port: Port.default(443).describe('The issuer’s port, which the network policies open.'),
      egress: Peers.describe('Where the issuer is; anywhere unless given.'),
    })
    .prefault({}),
  kafka: Kafka.prefault({}),
  topics: z
    .strictObject({
      replicas: z.number().int().min(1).default(3).describe('On how many brokers each topic lies.'),
      secretName: z
        .string()
        .default('')
        .describe('The Secret with kafka-password of the user who may make topics; <release>-topics unless given.'),
      resources: resources('50m', '96Mi', '192Mi'),
    })
    .prefault({})
    .describe('The job that makes the topics on an outside broker.'),
  mongodb: Mongodb.prefault({}),
  route: Route.prefault({}),
  certManager: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Certificates by cert-manager: the door’s, the services’, and those of MongoDB’s members.'),
      issuerRef: z
        .strictObject({
          name: z.string(),
          kind: z.enum(['Issuer', 'ClusterIssuer']),
          group: z.string().default('cert-manager.io'),
        })
        .default({ name: 'abri', kind: 'Issuer', group: 'cert-manager.io' }),
    })
    .prefault({}),
  serviceTls: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe(
          'TLS between the services: tls.crt, tls.key and ca.crt of each in its <service>.tlsSecretName, made where certManager.enabled. Off where a mesh does it.',
        ),
      door: z
        .boolean()
        .default(false)
        .describe(
          'At the door too: your Gateway must then speak TLS to it, by a BackendTLSPolicy with ca.crt and the name <release>-services.',
        ),
    })
    .prefault({}),
  monitoring: z
    .strictObject({
      enabled: z.boolean().default(false).describe('A ServiceMonitor for the Prometheus operator, and its way in.'),
      labels: z.record(z.string(), z.string()).default({}).describe('Labels by which your Prometheus finds it.'),
      interval: z.string().default('15s'),
      rules: z
        .boolean()
        .default(true)
        .describe('The alert rules, by namespace: one installation that one Prometheus sees brings them for all.'),
      dashboards: z
        .strictObject({
          enabled: z.boolean().default(true),
          labels: z
            .record(z.string(), z.string())
            .default({ grafana_dashboard: '1' })
            .describe('Labels by which Grafana finds its pages.'),
        })
        .prefault({}),
      from: Peers.default([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }]),
    })
    .prefault({}),
  telemetry: z
    .strictObject({
      endpoint: z
        .string()
        .default('')
        .describe('Where traces go by OTLP over HTTP, such as http://collector.monitoring:4318; nowhere unless given.'),
      port: Port.default(4_318),
      share: z.number().min(0).max(1).default(0.05).describe('The share of traces that is recorded.'),
      egress: Peers.describe('Where the collector is; anywhere unless given.'),
    })
    .prefault({}),
  keda: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Scale by lag, with KEDA, what shares its topics among replicas: childFollowup. Heed its replicas.'),
      lagThreshold: z.number().int().min(1).default(200),
    })
    .prefault({}),
  dns: z
    .strictObject({
      peers: Peers.default([
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ]),
    })
    .prefault({}),
  scheduling: z
    .strictObject({
      nodeSelector: z.record(z.string(), z.string()).default({}),
      tolerations: z.array(z.looseObject({})).default([]),
      priorityClassName: z.string().default(''),
    })
    .prefault({}),
  ...Object.fromEntries(services.map(({ name }) => [valuesKey(name), (special[name] ?? service(name)).prefault({})])),
});
export type Values = z.infer<typeof Values>;
/** What stands in values.yaml. */
export const defaultValues: Values = Values.parse({});

/** values.schema.json, by which Helm refuses what is not meant. */
export const valuesSchema = (): object => z.toJSONSchema(Values, { io: 'input', target: 'draft-7' });

/** The secret keys that each service must be given, beside those that an operator makes. */
export const secretKeysOf = (name: ServiceName): string[] =>
  Object.values(factsOf(name).settings).flatMap((setting) => ('secretKey' in setting ? [setting.secretKey] : []));

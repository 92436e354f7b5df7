import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { doorCertificate, mongodbCertificate, ownGateway, route } from './edge.js';
import { lagScaler, sharedReading } from './lag.js';
import { mongodbCluster } from './mongodb.js';
import { dashboards, prometheusRule, serviceMonitor } from './monitoring.js';
import { denyAll, networkPolicy } from './network.js';
import type { Condition, Rendering } from './rendering.js';
import { betweenServices, serviceCertificates } from './service-tls.js';
import { services, valuesKey } from './services.js';
import { strimziCluster, strimziTopics, strimziUser } from './strimzi.js';
import { topicJob } from './topic-job.js';
import { autoscaler, workload } from './workload.js';

/** Resources that belong together: one template, there only `when` that holds. */
export interface Part {
  file: string;
  resources: object[];
  when?: Condition;
}

const strimzi = { value: 'kafka.mode', is: 'strimzi' } as const;
const operator = { value: 'mongodb.mode', is: 'operator' } as const;
const certificates = { value: 'certManager.enabled' };
const monitored = { value: 'monitoring.enabled' };

/** The whole installation. */
export function parts(on: Rendering): Part[] {
  return [
    { file: 'deny-all', resources: [denyAll(on)] },
    ...services.flatMap((facts): Part[] => {
      const scaled = { value: `${valuesKey(facts.name)}.autoscaling.enabled` };
      const byLag = facts.name in sharedReading;
      return [
        { file: facts.name, resources: [...workload(on, facts), networkPolicy(on, facts.name)] },
        {
          file: `${facts.name}-autoscaler`,
          resources: [autoscaler(on, facts)],
          when: byLag ? { all: [scaled, { not: { value: 'keda.enabled' } }] } : scaled,
        },
        ...(byLag
          ? [
              {
                file: `${facts.name}-lag`,
                resources: lagScaler(on, facts.name),
                when: { all: [scaled, { value: 'keda.enabled' }] },
              },
            ]
          : []),
      ];
    }),
    {
      file: 'service-certificates',
      resources: serviceCertificates(on),
      when: { all: [betweenServices, certificates] },
    },
    {
      file: 'topics',
      resources: [networkPolicy(on, 'topics'), ...topicJob(on)],
      when: { value: 'kafka.mode', is: 'outside' },
    },
    { file: 'kafka', resources: strimziCluster(on), when: strimzi },
    { file: 'kafka-topics', resources: strimziTopics(on), when: strimzi },
    { file: 'kafka-users', resources: services.map(({ name }) => strimziUser(on, name)), when: strimzi },
    { file: 'mongodb', resources: [mongodbCluster(on), networkPolicy(on, 'mongodb')], when: operator },
    { file: 'mongodb-certificate', resources: [mongodbCertificate(on)], when: { all: [operator, certificates] } },
    { file: 'route', resources: [route(on)], when: { value: 'route.enabled' } },
    { file: 'route-gateway', resources: [ownGateway(on)], when: { value: 'route.gateway.create' } },
    {
      file: 'route-certificate',
      resources: [doorCertificate(on)],
      when: { all: [{ value: 'route.gateway.create' }, certificates] },
    },
    { file: 'monitoring', resources: [serviceMonitor(on)], when: monitored },
    { file: 'alerts', resources: [prometheusRule(on)], when: { all: [monitored, { value: 'monitoring.rules' }] } },
    {
      file: 'dashboards',
      resources: [dashboards(on)],
      when: { all: [monitored, { value: 'monitoring.dashboards.enabled' }] },
    },
  ];
}

/** One part as cdk8s builds it. */
export class PartChart extends Chart {
  constructor(scope: Construct, part: Part) {
    super(scope, part.file, { disableResourceNameHashes: true });
    part.resources.forEach((resource, at) => {
      new ApiObject(this, `resource-${at}`, resource as ConstructorParameters<typeof ApiObject>[2]);
    });
  }
}

import type { Condition } from './rendering.js';
import { serviceNames, type ServiceName, services } from './services.js';

/** Who stands at one end of a path: a service, the topic job, or somebody whom the chart does not make. */
export type End =
  ServiceName | 'topics' | 'anyone' | 'dns' | 'kafka' | 'mongodb' | 'issuer' | 'collector' | 'scanner' | 'prometheus';
/** A connection that may be opened. Whatever is not in `paths` is denied. `port` is a number or a value's path. */
export interface NetworkPath {
  from: End;
  to: End;
  port: number | { value: string };
  /** Only in installations where this holds. */
  when?: Condition;
  why: string;
}

export const isService = (end: End): end is ServiceName => (serviceNames as readonly End[]).includes(end);
const upstreams = serviceNames.filter((name) => name !== 'gateway');
const portOf = (name: ServiceName): number => services.find((service) => service.name === name)?.port ?? 0;
const inCluster = { value: 'kafka.mode', is: 'strimzi' } as const;
const outside = { value: 'kafka.mode', is: 'outside' } as const;
const mongodbInCluster = { value: 'mongodb.mode', is: 'operator' } as const;
const mongodbOutside = { value: 'mongodb.mode', is: 'outside' } as const;

/** Every path of an installation: the network policies are made from this list, and the operator's guide prints it. */
export const paths: readonly NetworkPath[] = [
  { from: 'anyone', to: 'gateway', port: portOf('gateway'), why: 'the one public door' },
  ...upstreams.map((to) => ({ from: 'gateway' as const, to, port: portOf(to), why: 'what people ask for' })),
  { from: 'matching', to: 'capacity', port: portOf('capacity'), why: 'holds on beds' },
  { from: 'perpetrator-hosting', to: 'matching', port: portOf('matching'), why: 'is a place safe for a case?' },
  ...[...serviceNames, 'topics' as const].flatMap((from): NetworkPath[] => [
    { from, to: 'dns', port: 53, ...(from === 'topics' ? { when: outside } : {}), why: 'names of the others' },
    { from, to: 'kafka', port: { value: 'kafka.outside.port' }, when: outside, why: 'events' },
    ...(from === 'topics' ? [] : [{ from, to: 'kafka' as const, port: 9093, when: inCluster, why: 'events' }]),
  ]),
  ...serviceNames.flatMap((from): NetworkPath[] => [
    { from, to: 'issuer', port: { value: 'oidc.port' }, why: 'the keys that tokens are checked by' },
    {
      from,
      to: 'collector',
      port: { value: 'telemetry.port' },
      when: { value: 'telemetry.endpoint' },
      why: 'traces',
    },
    { from: 'prometheus', to: from, port: portOf(from), when: { value: 'monitoring.enabled' }, why: '/metrics' },
  ]),
  ...services
    .filter(({ database }) => database)
    .flatMap(({ name }): NetworkPath[] => [
      { from: name, to: 'mongodb', port: 27017, when: mongodbInCluster, why: 'its own database' },
      {
        from: name,
        to: 'mongodb',
        port: { value: 'mongodb.outside.port' },
        when: mongodbOutside,
        why: 'its own database',
      },
    ]),
  {
    from: 'child-followup',
    to: 'scanner',
    port: { value: 'childFollowup.virusScanner.port' },
    when: { value: 'childFollowup.virusScanner.host' },
    why: 'is a document infected?',
  },
  { from: 'mongodb', to: 'mongodb', port: 27017, when: mongodbInCluster, why: 'members of the replica set' },
];

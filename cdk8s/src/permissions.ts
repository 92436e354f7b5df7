import { amongReplicas, channelsOf } from '@abri/contracts/channels';
import { type Topic, topics } from '@abri/contracts/topics';
import { factsOf, type ServiceName, serviceNames } from './services.js';

/** One permission of a user, as Kafka names it. A group's name is a beginning: it covers every group that begins so. */
export interface Permission {
  on: { topic: Topic } | { groupsOf: string };
  operations: readonly ('Describe' | 'Read' | 'Write')[];
}

/** Services that keep an audit log, and tell its sums where no database reaches. None may read them: the verifier does. */
export const audited: readonly ServiceName[] = serviceNames.filter(
  (name) => 'AUDIT_KEY_FILE' in factsOf(name).settings,
);

/**
 * The permissions that one service's user needs, and no more. What it sends and reads is in the contracts, where a test
 * holds it to the code; a service calls its groups by its own name. Whoever reads may also park what it cannot read.
 */
export function permissionsOf(service: ServiceName): Permission[] {
  const { sends, reads } = channelsOf[service] ?? { sends: [], reads: [] };
  const own = amongReplicas[service] ?? [];
  const written = new Set<Topic>([
    ...sends,
    ...(reads.length > 0 ? [topics.parking] : []),
    ...(audited.includes(service) ? [topics.auditCheckpoints] : []),
    ...own,
  ]);
  const read = new Set<Topic>([...reads, ...own]);
  return [
    ...[...new Set([...written, ...read])].map((topic) => ({
      on: { topic },
      operations: [
        ...(read.has(topic) ? (['Read'] as const) : []),
        ...(written.has(topic) ? (['Write'] as const) : []),
        'Describe' as const,
      ],
    })),
    ...(reads.length > 0 ? [{ on: { groupsOf: service }, operations: ['Read', 'Describe'] as const }] : []),
  ];
}

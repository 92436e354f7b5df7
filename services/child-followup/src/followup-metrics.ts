import { Counter, type Registry } from 'prom-client';

/** The service's own metrics: what happens to cases, by the event's name. */
export function createFollowupMetrics(registry: Registry) {
  const events = new Counter({
    name: 'abri_child_followup_events_total',
    help: 'Events of children’s cases by type',
    labelNames: ['type'] as const,
    registers: [registry],
  });
  return {
    recorded(happened: readonly { type: string }[]): void {
      for (const { type } of happened) events.inc({ type });
    },
  };
}

import type { SupportCase } from '@abri/contracts/support-case';
import { countedGauge, type MetricsRegistry } from '@abri/service-kit/metrics';
import type { Connection } from 'mongoose';

/** Reads since when (ISO 8601) each reminder has been due that nobody has given. */
export function dueReminders(connection: Connection): () => Promise<string[]> {
  const cases = connection.collection<{ state: Pick<SupportCase, 'appointments'> }>('cases');
  return async () => {
    const due = { 'state.appointments.reminder': 'due' as const, 'state.open': true };
    const found = await cases.find(due, { projection: { 'state.appointments': 1 } }).toArray();
    return found.flatMap(({ state }) =>
      state.appointments.flatMap((one) => (one.state === 'planned' && one.reminder === 'due' ? [one.remindAt] : [])),
    );
  };
}

/** The service's own metrics. */
export function createSupportMetrics(
  registry: MetricsRegistry,
  o: { clock: { now(): Date }; reminders(): Promise<readonly string[]> },
): void {
  countedGauge(registry, {
    name: 'abri_due_reminders',
    help: 'Reminders of appointments that are due and that nobody has given',
    count: async () => [{ labels: {}, value: (await o.reminders()).length }],
  });
  countedGauge(registry, {
    name: 'abri_due_reminder_oldest_seconds',
    help: 'Since when the oldest of them has been due; 0 where none is',
    count: async () => {
      const ages = (await o.reminders()).map((since) => (o.clock.now().getTime() - Date.parse(since)) / 1_000);
      return [{ labels: {}, value: Math.max(0, ...ages) }];
    },
  });
}

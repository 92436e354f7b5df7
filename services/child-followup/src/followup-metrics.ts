import { countedGauge, type MetricsRegistry } from '@abri/service-kit/metrics';
import type { Connection } from 'mongoose';
import { Counter } from 'prom-client';
import type { TaskDocument } from './rows.js';

type Task = Pick<TaskDocument, 'dueAt' | 'alert'>;

/** Reads the open tasks whose time has come by `now` (ISO 8601). */
export function overdueTasks(connection: Connection): (now: string) => Promise<Task[]> {
  const tasks = connection.collection<Task>('taskRows');
  const indexed = tasks.createIndex({ dueAt: 1 });
  // Whoever asks hears of it; until then it is nobody's failure.
  indexed.catch(() => undefined);
  return async (now) => {
    await indexed;
    return tasks.find({ dueAt: { $lte: now } }, { projection: { _id: 0, dueAt: 1, alert: 1 } }).toArray();
  };
}

/** The service's own metrics: what happens to cases, by the event's name, and the tasks that are late. */
export function createFollowupMetrics(
  registry: MetricsRegistry,
  o: {
    clock: { now(): Date };
    overdue(now: string): Promise<readonly Task[]>;
    unreviewed(): Promise<readonly { openedAt: string }[]>;
  },
) {
  const events = new Counter({
    name: 'abri_child_followup_events_total',
    help: 'Events of children’s cases by type',
    labelNames: ['type'] as const,
    registers: [registry],
  });
  const overdue = () => o.overdue(o.clock.now().toISOString());
  countedGauge(registry, {
    name: 'abri_overdue_tasks',
    help: 'Open tasks whose time has come; alerted: the lead was told, and nobody has looked since',
    labelNames: ['alerted'],
    count: async () => {
      const tasks = await overdue();
      const alerted = tasks.filter(({ alert }) => alert).length;
      return [
        { labels: { alerted: 'yes' }, value: alerted },
        { labels: { alerted: 'no' }, value: tasks.length - alerted },
      ];
    },
  });
  countedGauge(registry, {
    name: 'abri_overdue_task_oldest_seconds',
    help: 'How late the latest open task is; 0 where none is',
    count: async () => {
      const late = (await overdue()).map(({ dueAt }) => (o.clock.now().getTime() - Date.parse(dueAt)) / 1_000);
      return [{ labels: {}, value: Math.max(0, ...late) }];
    },
  });
  countedGauge(registry, {
    name: 'abri_break_glass_unreviewed',
    help: 'Emergency openings of cases by workers of other teams that no lead has reviewed',
    count: async () => [{ labels: {}, value: (await o.unreviewed()).length }],
  });
  countedGauge(registry, {
    name: 'abri_break_glass_oldest_unreviewed_seconds',
    help: 'For how long the oldest emergency opening has waited for its review; 0 where none does',
    count: async () => {
      const waits = (await o.unreviewed()).map(
        ({ openedAt }) => (o.clock.now().getTime() - Date.parse(openedAt)) / 1_000,
      );
      return [{ labels: {}, value: Math.max(0, ...waits) }];
    },
  });
  return {
    recorded(happened: readonly { type: string }[]): void {
      for (const { type } of happened) events.inc({ type });
    },
  };
}

import { createMetrics } from '@abri/service-kit/metrics';
import { createFollowupMetrics } from './followup-metrics.js';

it('counts late tasks, those apart of which the lead was told, how late the latest is, and openings without a review', async () => {
  const { registry } = createMetrics('child-followup');
  const asked: string[] = [];
  createFollowupMetrics(registry, {
    clock: { now: () => new Date('2026-01-05T12:00:00.000Z') },
    overdue: async (now) => {
      asked.push(now);
      return [
        { dueAt: '2026-01-05T11:00:00.000Z', alert: false },
        { dueAt: '2026-01-04T12:00:00.000Z', alert: true },
        { dueAt: '2026-01-05T11:30:00.000Z', alert: false },
      ];
    },
    unreviewed: async () => [{ openedAt: '2026-01-05T11:00:00.000Z' }, { openedAt: '2026-01-05T11:59:00.000Z' }],
  });
  const text = await registry.metrics();
  expect(text).toContain('abri_overdue_tasks{alerted="yes",service="child-followup"} 1');
  expect(text).toContain('abri_overdue_tasks{alerted="no",service="child-followup"} 2');
  expect(text).toContain('abri_overdue_task_oldest_seconds{service="child-followup"} 86400');
  expect(text).toContain('abri_break_glass_unreviewed{service="child-followup"} 2');
  expect(text).toContain('abri_break_glass_oldest_unreviewed_seconds{service="child-followup"} 3600');
  expect(new Set(asked)).toEqual(new Set(['2026-01-05T12:00:00.000Z']));
});

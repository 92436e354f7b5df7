import type { Page } from './panels.js';
import { quantile } from './queries.js';

/** How the people of the district fare: what an operator looks at first. */
export const peoplePage: Page = {
  uid: 'abri-people',
  title: 'Abri: people',
  panels: [
    {
      title: 'Beds free',
      why: 'In shelters and hotels. Every replica of capacity counts the same beds.',
      unit: 'none',
      now: true,
      queries: [{ expr: 'max by (kind) (abri_beds{state="free"})', legend: '{{kind}}' }],
    },
    {
      title: 'Households waiting',
      why: 'On the waiting list now, by danger.',
      unit: 'none',
      now: true,
      queries: [{ expr: 'max by (danger) (abri_waiting_households)', legend: '{{danger}}' }],
    },
    {
      title: 'In a place that is not safe',
      why: 'Placed households with an alert that nobody has ended, by cause.',
      unit: 'none',
      now: true,
      queries: [{ expr: 'max by (cause) (abri_unsafe_placements)', legend: '{{cause}}' }],
    },
    {
      title: 'Breaches without an answer',
      why: 'Of measures against violent persons.',
      unit: 'none',
      now: true,
      queries: [{ expr: 'max by (breach) (abri_open_breaches)', legend: '{{breach}}' }],
    },
    {
      title: 'From the call to a bed',
      why: 'Half of the households, and all but one in twenty: until a bed is held, and until the place is confirmed.',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'abri_time_to_bed_seconds', ['until']), legend: '{{until}}, half' },
        { expr: quantile(0.95, 'abri_time_to_bed_seconds', ['until']), legend: '{{until}}, 95 %' },
      ],
    },
    {
      title: 'Longest wait',
      why: 'Of those who wait now, by danger.',
      unit: 's',
      queries: [{ expr: 'max by (danger) (abri_longest_wait_seconds)', legend: '{{danger}}' }],
    },
    {
      title: 'Beds by what is with them',
      why: 'Held beds that stay held mean that houses do not answer.',
      unit: 'none',
      queries: [{ expr: 'sum by (state) (max by (kind, state) (abri_beds))', legend: '{{state}}' }],
    },
    {
      title: 'Steps of offers a minute',
      why: 'Offered, accepted, confirmed; declined and expired are the ones to look at.',
      unit: 'none',
      queries: [{ expr: '60 * sum by (outcome) (rate(abri_offers_total[5m]))', legend: '{{outcome}}' }],
    },
    {
      title: 'Late tasks about children, reminders that are due',
      why: 'Open tasks whose time has come. Alerted: the lead was told, and nobody has looked.',
      unit: 'none',
      queries: [
        { expr: 'max by (alerted) (abri_overdue_tasks)', legend: 'tasks, alerted: {{alerted}}' },
        { expr: 'max(abri_due_reminders)', legend: 'reminders' },
        { expr: 'max(abri_break_glass_unreviewed)', legend: 'emergency openings not reviewed' },
      ],
    },
    {
      title: 'How late the latest is',
      why: 'The oldest late task, reminder, breach and unsafe place.',
      unit: 's',
      queries: [
        { expr: 'max(abri_overdue_task_oldest_seconds)', legend: 'task about a child' },
        { expr: 'max(abri_due_reminder_oldest_seconds)', legend: 'reminder of an appointment' },
        { expr: 'max(abri_open_breach_oldest_seconds)', legend: 'breach without an answer' },
        { expr: 'max(abri_unsafe_placement_oldest_seconds)', legend: 'place that is not safe' },
      ],
    },
    {
      title: 'Safety alerts and moves an hour',
      why: 'Places that became unsafe, by cause, and how moves went on.',
      unit: 'none',
      queries: [
        { expr: 'sum by (cause) (increase(abri_safety_alerts_total[1h]))', legend: 'alert: {{cause}}' },
        { expr: 'sum by (outcome) (increase(abri_moves_total[1h]))', legend: 'move: {{outcome}}' },
      ],
    },
    {
      title: 'Events of children’s cases an hour',
      why: 'Whether the teams get to their work.',
      unit: 'none',
      queries: [
        { expr: 'topk(8, sum by (type) (increase(abri_child_followup_events_total[1h])))', legend: '{{type}}' },
      ],
    },
    {
      title: 'Scans of documents an hour',
      why: 'Infected ones were refused, and somebody has the file; failed: the virus scanner gave no verdict.',
      unit: 'none',
      queries: [{ expr: 'sum by (outcome) (increase(abri_document_scans_total[1h]))', legend: '{{outcome}}' }],
    },
  ],
};

import type { Page } from './panels.js';

/** The processes themselves. */
export const processesPage: Page = {
  uid: 'abri-processes',
  title: 'Abri: processes',
  panels: [
    {
      title: 'Ready',
      why: 'Replicas that take work.',
      unit: 'none',
      queries: [{ expr: 'sum by (service) (abri_ready)', legend: '{{service}}' }],
    },
    {
      title: 'Cores',
      why: 'Processor used, by service.',
      unit: 'none',
      queries: [{ expr: 'sum by (service) (rate(process_cpu_seconds_total{service!=""}[5m]))', legend: '{{service}}' }],
    },
    {
      title: 'Memory',
      why: 'Resident, the largest replica.',
      unit: 'bytes',
      queries: [{ expr: 'max by (service) (process_resident_memory_bytes{service!=""})', legend: '{{service}}' }],
    },
    {
      title: 'Event loop late, 99 %',
      why: 'How long what is ready has to wait for the one thread.',
      unit: 's',
      queries: [{ expr: 'max by (service) (nodejs_eventloop_lag_p99_seconds{service!=""})', legend: '{{service}}' }],
    },
    {
      title: 'Pages that follow live',
      why: 'Open streams of the gateways.',
      unit: 'none',
      queries: [{ expr: 'sum(gateway_live_streams)', legend: 'pages' }],
    },
    {
      title: 'Spans of pages a second',
      why: 'Sent on; left out because their trace is not recorded; lost because the collector is away.',
      unit: 'ops',
      queries: [{ expr: 'sum by (outcome) (rate(gateway_browser_spans_total[5m]))', legend: '{{outcome}}' }],
    },
    {
      title: 'Alerts that stand',
      why: 'Each has its page in docs/operations/runbooks.',
      unit: 'none',
      queries: [
        { expr: 'sum by (alertname) (ALERTS{alertname=~"Abri.*",alertstate="firing"})', legend: '{{alertname}}' },
      ],
    },
  ],
};

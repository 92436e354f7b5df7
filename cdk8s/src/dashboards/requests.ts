import type { Page } from './panels.js';
import { quantile, rate } from './queries.js';

const requests = 'http_request_duration_seconds';
const failed = '{status=~"5.."}';

/** Rate, errors and duration of requests, by service and route pattern. */
export const requestsPage: Page = {
  uid: 'abri-requests',
  title: 'Abri: requests',
  panels: [
    {
      title: 'Requests a second',
      why: 'By service. The gateway counts what it passes on.',
      unit: 'reqps',
      queries: [{ expr: rate(requests, ['service']), legend: '{{service}}' }],
    },
    {
      title: 'Requests that failed',
      why: 'The share of answers with a status of 500 and more: ours, not the caller’s.',
      unit: 'percentunit',
      queries: [
        { expr: `${rate(requests, ['service'], failed)} / ${rate(requests, ['service'])}`, legend: '{{service}}' },
      ],
    },
    {
      title: 'Time to answer, 99 %',
      why: 'By service. A point is a trace: press it.',
      unit: 's',
      queries: [{ expr: quantile(0.99, requests, ['service']), legend: '{{service}}', exemplars: true }],
    },
    {
      title: 'A placement, 50 and 99 %',
      why: 'POST /placements of matching: the request that everything else stands back for.',
      unit: 's',
      queries: [0.5, 0.99].map((q) => ({
        expr: quantile(q, requests, ['method'], '{service="matching",method="post",route="/placements"}'),
        legend: `${q * 100} %`,
        exemplars: true,
      })),
    },
    {
      title: 'Slowest routes, 99 %',
      why: 'By route pattern; ids are not in it.',
      unit: 's',
      queries: [
        {
          expr: `topk(10, ${quantile(0.99, requests, ['service', 'method', 'route'])})`,
          legend: '{{service}} {{method}} {{route}}',
        },
      ],
    },
    {
      title: 'Routes with errors',
      why: 'Failed requests a second by route pattern and status.',
      unit: 'reqps',
      queries: [
        {
          expr: `topk(10, ${rate(requests, ['service', 'method', 'route', 'status'], failed)})`,
          legend: '{{service}} {{method}} {{route}} {{status}}',
        },
      ],
    },
    {
      title: 'Refusals a second',
      why: 'Answers from 400 to 499: what callers ask that may not be. 429 is the limit of a session.',
      unit: 'reqps',
      queries: [{ expr: rate(requests, ['status'], '{status=~"4.."}'), legend: '{{status}}' }],
    },
    {
      title: 'From the request to its recorded outcome',
      why: 'In matching, by mode.',
      unit: 's',
      queries: [{ expr: quantile(0.95, 'abri_placement_seconds', ['mode']), legend: '{{mode}}' }],
    },
  ],
};

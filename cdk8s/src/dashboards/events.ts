import type { Page } from './panels.js';
import { quantile, rate } from './queries.js';

const messages = 'abri_message_duration_seconds';
const publishing = 'abri_publish_duration_seconds';

/** The same of messages, by topic and consumer. */
export const eventsPage: Page = {
  uid: 'abri-events',
  title: 'Abri: events',
  panels: [
    {
      title: 'Messages handled a second',
      why: 'By topic and who handles it.',
      unit: 'ops',
      queries: [{ expr: rate(messages, ['service', 'topic'], '{outcome="done"}'), legend: '{{service}} {{topic}}' }],
    },
    {
      title: 'Attempts that failed, messages put aside',
      why: 'A failed attempt is made again. What is put aside lies on abri.parking.v1.',
      unit: 'ops',
      queries: [
        {
          expr: rate(messages, ['service', 'topic', 'outcome'], '{outcome!="done"}'),
          legend: '{{service}} {{topic}} {{outcome}}',
        },
      ],
    },
    {
      title: 'Time to handle a message, 99 %',
      why: 'A point is a trace: press it.',
      unit: 's',
      queries: [
        { expr: quantile(0.99, messages, ['service', 'topic']), legend: '{{service}} {{topic}}', exemplars: true },
      ],
    },
    {
      title: 'Age of messages, 95 %',
      why: 'From the broker taking it to its being handled.',
      unit: 's',
      queries: [
        { expr: quantile(0.95, 'abri_message_age_seconds', ['service', 'topic']), legend: '{{service}} {{topic}}' },
      ],
    },
    {
      title: 'Since when a message fails',
      why: '0 unless a consumer stands still at one message.',
      unit: 's',
      queries: [{ expr: 'max by (service) (abri_message_retry_age_seconds)', legend: '{{service}}' }],
    },
    {
      title: 'Publishing, 99 %',
      why: 'Until all in-sync replicas have it, by topic.',
      unit: 's',
      queries: [
        { expr: quantile(0.99, publishing, ['service', 'topic']), legend: '{{service}} {{topic}}', exemplars: true },
      ],
    },
    {
      title: 'Publishing that failed a second',
      why: 'It is tried again; events wait in the database meanwhile.',
      unit: 'ops',
      queries: [
        { expr: rate(publishing, ['service', 'topic'], '{outcome="failed"}'), legend: '{{service}} {{topic}}' },
      ],
    },
    {
      title: 'Read models behind, 99 %',
      why: 'From the commit in capacity to matching’s ranking, to the operators’ board; and until a zone’s cases were looked at.',
      unit: 's',
      queries: [
        { expr: quantile(0.99, 'abri_read_model_lag_seconds', ['service']), legend: 'ranking' },
        { expr: quantile(0.99, 'observatory_event_lag_seconds', ['service']), legend: 'board' },
        { expr: quantile(0.99, 'abri_publish_lag_seconds', ['service']), legend: 'decided and on Kafka' },
        { expr: quantile(0.99, 'abri_zone_check_seconds', ['service']), legend: 'zone' },
      ],
    },
  ],
};

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kafkaBus } from '@abri/bus/kafka';
import type { IncomingMessage } from '@abri/bus/port';
import { isPattern } from '@abri/contracts/route-pattern';
import { topics } from '@abri/contracts/topics';
import { until } from '@abri/local-stack/until';
import type { Request, Response } from 'playwright-core';
import { parse } from 'yaml';
import { readsOf } from '../../../cdk8s/test/promql.js';
import { openBrowser } from './browser.js';
import { addPeople, holdAt, pickCommune } from './hotline-steps.js';

// Where the parts of the system under test are: `npm test` sets it. The browser alone does not see behind the gateway.
const urls = JSON.parse(process.env.ABRI_URLS ?? '{}') as Record<string, string>;
const services = Object.entries(urls).filter(([name]) => name !== 'dev-issuer' && name !== 'gateway');
const telemetry = path.join(__dirname, '..', '..', '..', 'images', 'telemetry');
const text = (...file: string[]) => readFileSync(path.join(telemetry, ...file), 'utf8');
const behind = process.env.ABRI_URLS ? it : it.skip;

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

/** The trace that a request of the page belongs to. */
const traceOf = async (request: Request) => (await request.allHeaders()).traceparent?.split('-')[1] ?? '';

behind(
  'is one trace from the press of a button to the case that a child gets, over HTTP and Kafka',
  async () => {
    const heard: IncomingMessage[] = [];
    const bus = kafkaBus({
      brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
      clientId: 'telemetry-e2e',
      parkingTopic: topics.parking,
      topicPrefix: process.env.ABRI_TOPIC_PREFIX ?? 'e2e.',
    });
    const of = [topics.capacityEvents, topics.matchingEvents, topics.childFollowupEvents];
    const following = await bus.follow({
      topics: of,
      name: 'telemetry-e2e',
      handler: async (message) => void heard.push(message),
    });
    try {
      const [hotline, house] = [await browser.signedIn('hotline'), await browser.signedIn('shelter')];
      const told = (answer: Response) => answer.url().endsWith('/api/telemetry');
      const telling = hotline.waitForResponse(told, { timeout: 60_000 });
      await hotline.goto('/hotline');
      await addPeople(hotline, ['woman', 'girl'], [6]);
      await pickCommune(hotline, 'Commune the call comes from', 'Denain');
      await holdAt(hotline, 'Les Tilleuls');
      const code = await hotline.getByTestId('reference').innerText();
      await house.getByRole('button', { name: `Accept ${code}` }).click();
      await hotline.getByText(/^Les Tilleuls.* accepts$/).waitFor();
      const asked = hotline.waitForRequest((request) => request.url().endsWith('/confirm'));
      await hotline.getByTestId('confirm').click();
      const traceId = await traceOf(await asked);
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      const inTrace = () => heard.filter(({ headers }) => headers.traceparent?.includes(traceId));
      const all = async () => (new Set(inTrace().map(({ topic }) => topic)).size === of.length ? true : undefined);
      await until('events of three services in the trace', all, { withinMs: 20_000, everyMs: 50 });
      const types = inTrace().map(({ value }) => (value as { type: string }).type);
      expect(types).toEqual(expect.arrayContaining(['HoldConfirmed', 'PlacementConfirmed']));

      // Nobody collects spans here: the page is told so, and keeps to itself what it does from then on.
      expect(await (await telling).json()).toEqual({ share: 0 });
      expect((await telling).request().postData()).not.toContain('sh-');
      await house.getByRole('button', { name: `Arrived: ${code}` }).click();
      await house.getByRole('button', { name: `Left: ${code}` }).click();
      await house.getByRole('button', { name: 'Yes, the household has left' }).click();
      await house.getByTestId('hold-arrived').filter({ hasText: code }).waitFor({ state: 'detached' });
      expect(browser.errors()).toEqual([]);
    } finally {
      await following.stop();
      await bus.close();
    }
  },
  120_000,
);

behind('exports every metric that a rule or a page of Grafana reads', async () => {
  const exported = new Map<string, Set<string>>();
  for (const [name, url] of Object.entries(urls)) {
    if (name === 'dev-issuer') continue;
    const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
    expect(lines).toContain('# EOF');
    // No house, no code of a request, no id of anybody: only counts by category.
    expect(lines.filter((line) => /sh-|"[A-Z]\d-\d{3}"|[0-9a-f]{8}-[0-9a-f]{4}-|@/.test(line))).toEqual([]);
    for (const [, metric = '', kind = ''] of lines.map((line) => /^# TYPE (\S+) (\S+)/.exec(line) ?? [])) {
      const parts = { histogram: ['_bucket', '_sum', '_count'], counter: ['_total'] }[kind] ?? [''];
      for (const part of parts) exported.set(metric + part, exported.get(metric + part) ?? new Set());
    }
    for (const [, metric = '', labels = ''] of lines.map((line) => /^([a-z]\w*)\{([^}]*)\} /.exec(line) ?? []))
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) exported.get(metric)?.add(label);
  }
  // What is counted from the databases is there, and so could be counted.
  const counted = [
    'abri_beds',
    'abri_unsafe_placements',
    'abri_overdue_tasks',
    'abri_due_reminders',
    'abri_open_breaches',
  ];
  expect(counted.filter((name) => !exported.get(name)?.has('service'))).toEqual([]);
  const rules = parse(text('alerts.yaml')) as { groups: { rules: { expr: string }[] }[] };
  const pages = readdirSync(path.join(telemetry, 'dashboards')).map(
    (file) => JSON.parse(text('dashboards', file)) as { panels: { targets: { expr: string }[] }[] },
  );
  const expressions = [
    ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
    ...pages.flatMap((page) => page.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
  ];
  const ofPrometheus = ['up', 'ALERTS'];
  const ofTargets = ['namespace', 'instance'];
  const missing = expressions.flatMap((expr) =>
    readsOf(expr).flatMap(({ metric, labels }) => {
      if (ofPrometheus.includes(metric)) return [];
      const known = exported.get(metric);
      if (!known) return [metric];
      // What has not happened yet has no series, and so no labels.
      return labels
        .filter((label) => known.size > 0 && !known.has(label) && !ofTargets.includes(label))
        .map((label) => `${metric} ${label}`);
    }),
  );
  expect(expressions.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

behind('knows the pattern of every route, so that traces of pages name them', async () => {
  expect(services.length).toBeGreaterThan(5);
  const unknown = await Promise.all(
    services.map(async ([name, url]) => {
      const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
      const patterns = Object.keys(paths).map((route) => `/${name}${route.replace(/[^/]*\{[^/]*/g, ':id')}`);
      return patterns.filter((pattern) => !isPattern(pattern));
    }),
  );
  expect(unknown.flat()).toEqual([]);
});

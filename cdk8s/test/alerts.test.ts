import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { pages } from '../src/dashboards/pages.js';
import { alertRules, dashboardFiles } from '../src/telemetry-files.js';
import { exportedMetrics } from './exported-metrics.js';
import { readsOf } from './promql.js';

const root = path.join(__dirname, '..', '..');
const telemetry = path.join(root, 'images', 'telemetry');
const alerts = alertRules().groups.flatMap(({ rules }) => rules);
const panels = pages.flatMap((page) =>
  page.panels.map((panel) => ({ ...panel, title: `${page.title}: ${panel.title}` })),
);
const expressions = [
  ...alerts.map(({ alert, expr }) => ({ of: alert, expr })),
  ...panels.flatMap(({ title, queries }) => queries.map(({ expr }) => ({ of: title, expr }))),
];
/** What Prometheus knows of a target, and of its own alerts. */
const ofTargets = ['namespace', 'instance', 'job'];
const ofPrometheus: Readonly<Record<string, string[]>> = { up: [], ALERTS: ['alertname', 'alertstate'] };

it('sees that an expression is none', () => {
  expect(() => readsOf('sum by (x (y)')).toThrow('no PromQL');
  expect(readsOf('sum by (a) (rate(m{b="c"}[5m])) > n')).toEqual([
    { metric: 'm', labels: ['b', 'a'] },
    { metric: 'n', labels: [] },
  ]);
});

it.each(expressions)('$of reads what the services export, by labels that it has', async ({ expr }) => {
  const exported = await exportedMetrics();
  const reads = readsOf(expr);
  expect(reads.length).toBeGreaterThan(0);
  for (const { metric, labels } of reads) {
    const known = [...(ofPrometheus[metric] ?? exported.get(metric) ?? ['no such metric'])];
    expect({ metric, known }).not.toEqual({ metric, known: ['no such metric'] });
    expect({ metric, unknown: labels.filter((label) => ![...known, ...ofTargets].includes(label)) }).toEqual({
      metric,
      unknown: [],
    });
  }
});

it('has a page for each alert, and none for an alert that is not there', () => {
  const folder = path.join(root, 'docs', 'operations', 'runbooks');
  const written = readdirSync(folder).filter((file) => file !== 'README.md');
  expect(written.sort()).toEqual(alerts.map(({ alert }) => `${alert}.md`).sort());
  for (const { alert, annotations } of alerts) {
    expect(annotations.runbook).toBe(`docs/operations/runbooks/${alert}.md`);
    const page = readFileSync(path.join(root, annotations.runbook ?? ''), 'utf8');
    for (const part of [`# ${alert}\n`, '## What it means', '## What to do']) expect(page).toContain(part);
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain(`](${alert}.md)`);
  }
});

it('says of each alert how bad it is and what has happened, with values that it has', () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { expr, labels, annotations } of alerts) {
    expect(['critical', 'warning']).toContain(labels.severity);
    const named = [...(annotations.summary ?? '').matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    const known = readsOf(expr).flatMap((read) => [...read.labels, ...(read.metric === 'up' ? ofTargets : [])]);
    expect(named.filter((label) => !known.includes(label))).toEqual([]);
  }
});

interface RuleTests {
  tests: { alert_rule_test: { alertname: string; exp_alerts: { exp_annotations: object }[] }[] }[];
}
it('has each alert fire in one test and be silent in another', () => {
  const { tests } = parse(readFileSync(path.join(telemetry, 'alerts.test.yaml'), 'utf8')) as RuleTests;
  const cases = tests.flatMap((test) => test.alert_rule_test);
  const names = (fires: boolean) => [
    ...new Set(cases.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname)),
  ];
  const all = alerts.map(({ alert }) => alert).sort();
  expect({ fires: names(true).sort(), silent: names(false).sort() }).toEqual({ fires: all, silent: all });
});

it('fires as promtool expects, where there is a promtool', () => {
  const own = path.join(root, '.abri', 'tools', 'promtool');
  const promtool = process.env.PROMTOOL_PATH ?? (existsSync(own) ? own : 'promtool');
  const run = (...args: string[]) => spawnSync(promtool, args, { cwd: telemetry, encoding: 'utf8' });
  const { error, ...checked } = run('check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yaml');
  if (error) {
    console.warn('There is no promtool: alerts.test.yaml was not run. node scripts/promtool.mjs builds one (with Go).');
    return;
  }
  expect({ status: checked.status, said: checked.stderr }).toEqual({ status: 0, said: '' });
  const tested = run('test', 'rules', 'alerts.test.yaml');
  expect({ status: tested.status, said: tested.stdout + tested.stderr }).toMatchObject({ status: 0 });
});

it('has Grafana’s pages as they are written: run `npm run synth -w @abri/cdk8s` when this fails', () => {
  const files = dashboardFiles();
  const folder = path.join(telemetry, 'dashboards');
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) expect(readFileSync(path.join(folder, name), 'utf8')).toBe(text);
});

it('shows every exported metric of Abri on a page, or watches it', async () => {
  const read = new Set(expressions.flatMap(({ expr }) => readsOf(expr).map(({ metric }) => metric)));
  const stem = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
  const shown = new Set([...read].map(stem));
  const ours = [...(await exportedMetrics()).keys()]
    .map(stem)
    .filter((name) => /^(abri|observatory|gateway|http)_/.test(name));
  // Beside what the pages show: for a question about one of them.
  const aside = ['abri_cots', 'abri_hold_refusals_total', 'abri_exclusion_zones_in_force'];
  expect([...new Set(ours)].filter((name) => !shown.has(name)).sort()).toEqual(aside.sort());
});

import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { tracing } from '@opentelemetry/sdk-node';
import { createHealth } from './health.js';
import { countedGauge, createMetrics, exemplarLabels, readyGauge } from './metrics.js';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());
const page = ({ registry }: ReturnType<typeof createMetrics>) => registry.metrics();

it('names a recorded trace beside a measurement, and no trace that is not recorded', async () => {
  const metrics = createMetrics('test');
  const measure = (recorded: boolean, route: string) => {
    const sampler = recorded ? new tracing.AlwaysOnSampler() : new tracing.AlwaysOffSampler();
    const tracer = new tracing.BasicTracerProvider({ sampler }).getTracer('test');
    return tracer.startActiveSpan('work', (span) => {
      metrics.requestSeconds.startTimer({ method: 'get', route }, exemplarLabels())({ status: '200' });
      span.end();
      return span.spanContext().traceId;
    });
  };
  const [recorded, other] = [measure(true, '/a'), measure(false, '/b')];
  metrics.requestSeconds.startTimer({ method: 'get', route: '/c' }, exemplarLabels())({ status: '200' });
  const text = await page(metrics);
  expect(text).toMatch(new RegExp(`route="/a".* # \\{trace_id="${recorded}"\\} `));
  expect(text).not.toContain(other);
  expect(text.match(/http_request_duration_seconds_count\{.*\} 1$/gm)).toHaveLength(3);
  expect(text.trimEnd().endsWith('# EOF')).toBe(true);
});

it('says whether the service takes work', async () => {
  const metrics = createMetrics('test');
  const health = createHealth();
  let away = true;
  health.add('database', () => !away);
  readyGauge(metrics.registry, health);
  expect(await page(metrics)).toContain('abri_ready{service="test"} 0');
  away = false;
  expect(await page(metrics)).toContain('abri_ready{service="test"} 1');
});

it('counts when it is asked; what cannot be counted has no value, and what is gone is not told again', async () => {
  const metrics = createMetrics('test');
  let kinds: string[] | null = ['a', 'b'];
  const counted = () => {
    if (!kinds) return Promise.reject(new Error('the database is away'));
    return Promise.resolve(kinds.map((kind) => ({ labels: { kind }, value: 3 })));
  };
  countedGauge(metrics.registry, { name: 'test_things', help: 'Things', labelNames: ['kind'], count: counted });
  countedGauge(metrics.registry, {
    name: 'test_all',
    help: 'All',
    count: async () => [{ labels: {}, value: (await counted()).length }],
  });
  expect(await page(metrics)).toMatch(/test_things\{kind="b",service="test"\} 3\n[^]*test_all\{service="test"\} 2\n/);
  kinds = ['a'];
  expect(await page(metrics)).not.toContain('kind="b"');
  kinds = null;
  expect(await page(metrics)).not.toMatch(/^test_(things|all)\{/m);
});

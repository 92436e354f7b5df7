import { createHash, randomBytes } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { tracing } from '@opentelemetry/sdk-node';
import { BrowserSpans, isRecorded, mostSpans } from '@abri/contracts/telemetry-api';
import { isPattern, patternOf } from '@abri/contracts/route-pattern';
import { createTracer } from './tracer.js';

const world = () => {
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const tracer = createTracer({ nowMs: () => clock.ms, hex: (bytes) => randomBytes(bytes).toString('hex') });
  return { clock, tracer };
};

it('makes one trace of what somebody did and of all that the page asked because of it', () => {
  const { clock, tracer } = world();
  tracer.act('click', '/hotline/requests/r-1');
  clock.ms += 5;
  const command = tracer.asks('POST', '/matching/placements/r-1/confirm');
  clock.ms += 40;
  command?.end(200);
  const refetch = tracer.asks('GET', '/matching/placements/r-1?x=y');
  clock.ms += 10;
  refetch?.end(503);
  expect(tracer.take().map(({ name }) => name)).toHaveLength(2);
  clock.ms += 1_000;
  const [act] = tracer.take();
  expect(act).toMatchObject({ name: 'click /hotline/requests/:id', kind: 1 });
  expect(Number(act?.endTimeUnixNano) - Number(act?.startTimeUnixNano)).toBeCloseTo(55e6, -6);
  expect(command?.traceparent).toMatch(new RegExp(`^00-${act?.traceId}-[0-9a-f]{16}-01$`));
  expect(refetch?.traceparent).toContain(act?.traceId);
});

it('sends what the contract lets through: patterns and statuses, and nothing of a person', () => {
  const { clock, tracer } = world();
  tracer.act('key', '/children/cases/CASE-OF-YASMINE');
  tracer.asks('GET', '/child-followup/cases/CASE-OF-YASMINE?search=YASMINE')?.end(200);
  tracer.asks('PUT', '/child-followup/cases/CASE-OF-YASMINE/danger')?.end(null);
  clock.ms += 2_000;
  const spans = tracer.take();
  expect(spans).toHaveLength(3);
  expect(spans.map(({ status }) => status.code)).toEqual([0, 2, 0]);
  expect(BrowserSpans.safeParse({ resourceSpans: [{ scopeSpans: [{ spans }] }] }).error).toBeUndefined();
  expect(JSON.stringify(spans)).not.toContain('YASMINE');
});

it('lets what nobody did be traced from the gateway on', () => {
  const { clock, tracer } = world();
  expect(tracer.asks('GET', '/matching/placements')).toBeNull();
  tracer.act('click', '/hotline');
  clock.ms += 1_001;
  expect(tracer.asks('GET', '/matching/placements')).toBeNull();
  expect(tracer.take(true)).toEqual([]);
});

it('takes a repeat for part of the same act, however long the first answer took', () => {
  const { clock, tracer } = world();
  tracer.act('click', '/hotline');
  const first = tracer.asks('POST', '/matching/placements');
  clock.ms += 30_000;
  first?.end(504);
  clock.ms += 400;
  const again = tracer.asks('POST', '/matching/placements');
  expect(again?.traceparent.slice(0, 35)).toBe(first?.traceparent.slice(0, 35));
});

it('keeps what is recorded, and no more than one sending holds', () => {
  const { clock, tracer } = world();
  for (let n = 0; n < 200; n++) {
    tracer.act('click', '/hotline');
    tracer.asks('GET', '/matching/placements')?.end(200);
    clock.ms += 2_000;
  }
  expect(tracer.take()).toHaveLength(mostSpans);
  tracer.recordOnly(0);
  tracer.act('click', '/hotline');
  const asked = tracer.asks('GET', '/matching/placements');
  expect(asked?.traceparent).toMatch(/-00$/);
  asked?.end(200);
  expect(tracer.take(true)).toEqual([]);
});

it('records the very traces that OpenTelemetry records at the same share', () => {
  for (const share of [0, 0.1, 0.5, 1]) {
    const sampler: tracing.Sampler = new tracing.TraceIdRatioBasedSampler(share);
    for (let n = 0; n < 300; n++) {
      const traceId = createHash('md5').update(String(n)).digest('hex');
      const { decision } = sampler.shouldSample(ROOT_CONTEXT, traceId, 'x', SpanKind.SERVER, {}, []);
      expect(isRecorded(traceId, share)).toBe(decision === tracing.SamplingDecision.RECORD_AND_SAMPLED);
    }
  }
});

it('knows a pattern from an address', () => {
  expect(patternOf('/shelters/sh-tilleuls/holds/h1/accept#x')).toBe('/shelters/:id/holds/:id/accept');
  expect(isPattern('/shelters/:id/holds/:id/accept')).toBe(true);
  for (const address of ['/shelters/sh-tilleuls', 'shelters', '/shelters/:id?name=x', '/hotline yasmine'])
    expect(isPattern(address)).toBe(false);
});

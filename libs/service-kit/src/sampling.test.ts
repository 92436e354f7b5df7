import { createHash } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { tracing } from '@opentelemetry/sdk-node';
import { samplerOf, traceCollector } from './sampling.js';

/** Ids spread over all of them, the same in every run. */
const traceIds = Array.from({ length: 20_000 }, (_, n) => createHash('md5').update(String(n)).digest('hex'));
const recorded = (sampler: tracing.Sampler | undefined, traceId: string, parent?: TraceFlags) => {
  const context =
    parent === undefined
      ? ROOT_CONTEXT
      : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: '00000000000000a1', traceFlags: parent, isRemote: true });
  const { decision } = sampler?.shouldSample(context, traceId, 'x', SpanKind.SERVER, {}, []) ?? {};
  return decision === tracing.SamplingDecision.RECORD_AND_SAMPLED;
};
const share = (sampler: tracing.Sampler | undefined, parent?: TraceFlags) =>
  traceIds.filter((id) => recorded(sampler, id, parent)).length / traceIds.length;

it('records a twentieth of all traces unless it is told another share', () => {
  expect(share(samplerOf('matching', {}))).toBeCloseTo(0.05, 2);
  expect(share(samplerOf('matching', { OTEL_TRACES_SAMPLER_ARG: '0' }))).toBe(0);
  expect(share(samplerOf('matching', { OTEL_TRACES_SAMPLER_ARG: '1' }))).toBe(1);
  expect(samplerOf('matching', { OTEL_TRACES_SAMPLER: 'always_on' })).toBeUndefined();
  for (const wrong of ['', '2', 'half', '-0.1'])
    expect(() => samplerOf('matching', { OTEL_TRACES_SAMPLER_ARG: wrong })).toThrow('from 0 to 1');
});

it('lets the services do as the door did, and the door decide for itself whatever a stranger asks for', () => {
  expect(share(samplerOf('matching', {}), TraceFlags.SAMPLED)).toBe(1);
  expect(share(samplerOf('matching', {}), TraceFlags.NONE)).toBe(0);
  const door = samplerOf('gateway', {});
  for (const id of traceIds) expect(recorded(door, id, TraceFlags.SAMPLED)).toBe(recorded(door, id));
  expect(share(door, TraceFlags.SAMPLED)).toBeCloseTo(0.05, 2);
});

it('knows where spans of others go, and which', () => {
  const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };
  expect(traceCollector({})).toBeNull();
  expect(traceCollector(base)).toEqual({ url: 'http://collector:4318/v1/traces', share: 0.05 });
  expect(traceCollector({ ...base, OTEL_TRACES_SAMPLER_ARG: '0.5' })?.share).toBe(0.5);
  expect(traceCollector({ ...base, OTEL_TRACES_SAMPLER: 'parentbased_always_on' })?.share).toBe(1);
  expect(traceCollector({ ...base, OTEL_TRACES_SAMPLER: 'always_off' })?.share).toBe(0);
  expect(traceCollector({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a/b' })?.url).toBe('http://a/b');
});

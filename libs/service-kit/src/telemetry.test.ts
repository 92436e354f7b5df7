import { context, propagation, trace } from '@opentelemetry/api';
import { stopTelemetry } from './telemetry.js';

afterAll(() => stopTelemetry());

it('carries a trace on although nobody collects spans, and records none', () => {
  trace.getTracer('test').startActiveSpan('work', (span) => {
    expect(span.isRecording()).toBe(false);
    const { traceId } = span.spanContext();
    expect(traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    expect(headers['traceparent']).toContain(traceId);
    span.end();
  });
});

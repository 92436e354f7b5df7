import { trace } from '@opentelemetry/api';
import { collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { clockHeldMs } from './clock.js';
import type { Health } from './health.js';

export type MetricsRegistry = Registry<OpenMetricsContentType>;
/** Prometheus metrics of one service: the process, and requests by route pattern (never by address). */
export interface Metrics {
  registry: MetricsRegistry;
  requestSeconds: Histogram<'method' | 'route' | 'status'>;
}

/** Labels of an exemplar: the trace that the running work belongs to, where it is recorded; none otherwise. */
export function exemplarLabels(): Record<string, string> {
  const span = trace.getActiveSpan();
  return span?.isRecording() ? { trace_id: span.spanContext().traceId } : {};
}

/**
 * A registry with the default process metrics and a histogram of request durations in seconds. It speaks OpenMetrics,
 * the one format in which a measurement can name a trace.
 */
export function createMetrics(service: string): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'abri_clock_held_seconds',
    help: 'How far the clock of the machine is ahead of the time that the service goes by, because it was set; 0 where it was not',
    registers: [registry],
    collect() {
      this.set(clockHeldMs() / 1_000);
    },
  });
  const requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    enableExemplars: true,
    registers: [registry],
  });
  return { registry, requestSeconds };
}

/** Tells whether the service takes work, as /health/ready does. */
export function readyGauge(registry: MetricsRegistry, health: Health): void {
  new Gauge({
    name: 'abri_ready',
    help: 'Whether the service takes work: 1 or 0',
    registers: [registry],
    async collect() {
      this.set((await health.report()).ready ? 1 : 0);
    },
  });
}

/** One value of a gauge with its labels. */
export interface Counted<L extends string> {
  labels: Partial<Record<L, string>>;
  value: number;
}

/**
 * A gauge that is counted whenever somebody asks, such as by a question to the database. Every replica gives the same
 * number: take the highest. While it cannot be counted it has no value, and the rest of the page is there.
 */
export function countedGauge<L extends string>(
  registry: MetricsRegistry,
  o: { name: string; help: string; labelNames?: readonly L[]; count(): Promise<readonly Counted<L>[]> },
): void {
  new Gauge({
    name: o.name,
    help: o.help,
    labelNames: o.labelNames ?? [],
    registers: [registry],
    async collect() {
      const counted = await o.count().catch(() => []);
      if (o.labelNames) this.reset();
      else this.remove();
      for (const { labels, value } of counted) this.set(labels as Record<L, string>, value);
    },
  });
}

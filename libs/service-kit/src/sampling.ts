import { context } from '@opentelemetry/api';
import { core, tracing } from '@opentelemetry/sdk-node';

/** The share of traces that is recorded unless OTEL_TRACES_SAMPLER or OTEL_TRACES_SAMPLER_ARG say otherwise (decision 0040). */
const defaultShare = 0.05;

/**
 * Which traces are recorded. The door decides by the trace's id alone, so that nobody outside can have every request
 * recorded; the services behind it do as the door did. Undefined leaves it to OTEL_TRACES_SAMPLER.
 */
export function samplerOf(service: string, env: NodeJS.ProcessEnv): tracing.Sampler | undefined {
  if (env.OTEL_TRACES_SAMPLER) return undefined;
  const share = new tracing.TraceIdRatioBasedSampler(shareOf(env));
  return service === 'gateway' ? share : new tracing.ParentBasedSampler({ root: share });
}

/** Where spans go that somebody else has made, and the share of traces that is recorded; null where none is collected. */
export function traceCollector(env: NodeJS.ProcessEnv): { url: string; share: number } | null {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole, OTEL_EXPORTER_OTLP_ENDPOINT: base } = env;
  const url = whole || (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (!url) return null;
  const sampler = env.OTEL_TRACES_SAMPLER?.replace('parentbased_', '');
  const share = sampler === 'always_on' ? 1 : sampler === 'always_off' ? 0 : shareOf(env);
  return { url, share };
}

/** Does some work of which no span is made: passing spans on would otherwise make more of them. */
export const untraced = <T>(work: () => T): T => context.with(core.suppressTracing(context.active()), work);

function shareOf({ OTEL_TRACES_SAMPLER_ARG: given }: NodeJS.ProcessEnv): number {
  const share = Number(given ?? defaultShare);
  if (given === '' || !(share >= 0 && share <= 1)) throw new Error('OTEL_TRACES_SAMPLER_ARG is a number from 0 to 1');
  return share;
}

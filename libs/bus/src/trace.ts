import { context, propagation, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import type { Handler } from './port.js';

/** The headers that carry the running trace on (W3C Trace Context); empty outside a trace. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/**
 * Runs a handler in the trace of the message's headers, inside a span of its own. What is not recorded where it began is
 * recorded nowhere (decision 0040): then the trace's id goes on, and no span is made only to be thrown away.
 */
export function traced(handler: Handler): Handler {
  const tracer = trace.getTracer('@abri/bus');
  return (message) => {
    const parent = propagation.extract(context.active(), message.headers);
    const sender = trace.getSpanContext(parent);
    if (sender && (sender.traceFlags & TraceFlags.SAMPLED) === 0)
      return context.with(parent, handler, undefined, message);
    return tracer.startActiveSpan(
      `${message.topic} process`,
      {
        kind: SpanKind.CONSUMER,
        attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': message.topic },
      },
      parent,
      async (span) => {
        try {
          await handler(message);
        } finally {
          span.end();
        }
      },
    );
  };
}

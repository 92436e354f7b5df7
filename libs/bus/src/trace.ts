import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { Handler } from './port.js';

/** The headers that carry the running trace on (W3C Trace Context); empty outside a trace. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Runs a handler inside a span that continues the trace of the message's headers. */
export function traced(handler: Handler): Handler {
  const tracer = trace.getTracer('@abri/bus');
  return (message) => {
    const parent = propagation.extract(context.active(), message.headers);
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

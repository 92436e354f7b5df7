import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongooseInstrumentation } from '@opentelemetry/instrumentation-mongoose';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK, tracing } from '@opentelemetry/sdk-node';

// This module is imported first in each main.ts: instrumentation must be there before what it instruments.
// Without OTEL_EXPORTER_OTLP_ENDPOINT trace ids go from service to service and into the logs, and no span is recorded.
process.env.OTEL_SERVICE_NAME ??= process.env.ABRI_SERVICE ?? 'abri';
process.env.OTEL_METRICS_EXPORTER ??= 'none';
process.env.OTEL_LOGS_EXPORTER ??= 'none';
const collected = Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);

const sdk = new NodeSDK({
  ...(collected ? {} : { sampler: new tracing.AlwaysOffSampler(), spanProcessors: [new tracing.NoopSpanProcessor()] }),
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => /^\/(health|metrics)/.test(url ?? '') }),
    new ExpressInstrumentation(),
    new UndiciInstrumentation(),
    new MongooseInstrumentation(),
  ],
});
sdk.start();

/** Sends what is left and ends tracing. */
export const stopTelemetry = (): Promise<void> => sdk.shutdown();

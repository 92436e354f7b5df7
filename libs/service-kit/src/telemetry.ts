import path from 'node:path';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK, tracing } from '@opentelemetry/sdk-node';

// This module is imported first in each main.ts: instrumentation must be there before what it instruments.
// Without OTEL_EXPORTER_OTLP_ENDPOINT trace ids go from service to service and into the logs, and no span is recorded.
// A service is called as its folder: services/capacity/dist/main.js is capacity.
process.env.OTEL_SERVICE_NAME ??= path.basename(path.resolve(process.argv[1] ?? 'abri', '..', '..'));
process.env.OTEL_METRICS_EXPORTER ??= 'none';
process.env.OTEL_LOGS_EXPORTER ??= 'none';
const collected = Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);

const sdk = new NodeSDK({
  ...(collected ? {} : { sampler: new tracing.AlwaysOffSampler(), spanProcessors: [new tracing.NoopSpanProcessor()] }),
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => /^\/(health|metrics)/.test(url ?? '') }),
    new ExpressInstrumentation(),
    new UndiciInstrumentation(),
    // The span's name says which operation on which collection; its text would cost more than the write.
    new MongoDBInstrumentation({ dbStatementSerializer: () => '' }),
  ],
});
sdk.start();

/** Sends what is left and ends tracing. */
export const stopTelemetry = (): Promise<void> => sdk.shutdown();

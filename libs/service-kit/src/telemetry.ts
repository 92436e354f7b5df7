import Module from 'node:module';
import path from 'node:path';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK, tracing } from '@opentelemetry/sdk-node';
import { samplerOf } from './sampling.js';
import { addressAttributes } from './secret-addresses.js';

// This module is imported first in each main.ts: instrumentation must be there before what it instruments.
// Without OTEL_EXPORTER_OTLP_ENDPOINT trace ids go from service to service and into the logs, and no span is recorded.
// A service is called as its folder: services/capacity/dist/main.js is capacity.
process.env.OTEL_SERVICE_NAME ??= path.basename(path.resolve(process.argv[1] ?? 'abri', '..', '..'));
process.env.OTEL_METRICS_EXPORTER ??= 'none';
process.env.OTEL_LOGS_EXPORTER ??= 'none';
const collected = Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);

const disabled = process.env.OTEL_SDK_DISABLED === 'true';
const sampler = samplerOf(process.env.OTEL_SERVICE_NAME, process.env);

const { require: plainRequire } = Module.prototype;
// What is instrumented is there once the service has loaded. kafkajs requires a module with each request to the broker,
// and the hook would look that up on the disk each time.
setImmediate(() => (Module.prototype.require = plainRequire));

const sdk = new NodeSDK({
  ...(collected
    ? { ...(sampler && { sampler }) }
    : { sampler: new tracing.AlwaysOffSampler(), spanProcessors: [new tracing.NoopSpanProcessor()] }),
  instrumentations: disabled
    ? []
    : [
        new HttpInstrumentation({
          ignoreIncomingRequestHook: ({ url }) => /^\/(health|metrics|api\/telemetry)/.test(url ?? ''),
          startIncomingSpanHook: ({ url }) => addressAttributes.incoming(url ?? ''),
        }),
        // Not Express: a span and a context for each of its layers cost more than the rest of tracing. Routes name themselves.
        new UndiciInstrumentation({ startSpanHook: addressAttributes.outgoing }),
        // The span's name says which operation on which collection; its text would cost more than the write.
        new MongoDBInstrumentation({ dbStatementSerializer: () => '' }),
      ],
});
sdk.start();

/** Sends what is left and ends tracing. */
export const stopTelemetry = (): Promise<void> => sdk.shutdown();

import { Writable } from 'node:stream';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { tracing } from '@opentelemetry/sdk-node';
import { createLogger } from './log.js';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());
const logged = (work: (log: ReturnType<typeof createLogger>) => void) => {
  const lines: string[] = [];
  const to = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  work(createLogger('test', 'info', to));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

it('writes the trace into each line, whether it is recorded or not', () => {
  const tracer = new tracing.BasicTracerProvider({ sampler: new tracing.AlwaysOffSampler() }).getTracer('test');
  let traceId = '';
  const [inside, outside] = logged((log) => {
    tracer.startActiveSpan('work', (span) => {
      traceId = span.spanContext().traceId;
      log.info('a household was placed');
      span.end();
    });
    log.info('nobody asked');
  });
  expect(inside).toMatchObject({ service: 'test', traceId, msg: 'a household was placed' });
  expect(outside).not.toHaveProperty('traceId');
});

it('cuts out what a request carries, were somebody to pass one in', () => {
  const [line] = logged((log) =>
    log.info({
      headers: { cookie: 'abri=SECRET' },
      body: { name: 'YASMINE' },
      req: { authorization: 'Bearer SECRET', cookie: 'SECRET' },
      sign: { password: 'SECRET', token: 'SECRET' },
    }),
  );
  expect(JSON.stringify(line)).not.toMatch(/SECRET|YASMINE/);
});

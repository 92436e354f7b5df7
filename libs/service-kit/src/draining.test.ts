import { request } from 'node:http';
import { createAuthenticate } from './auth.js';
import { drainMs } from './draining.js';
import { createHealth } from './health.js';
import { createHttp } from './http.js';
import { createLogger } from './log.js';
import { createMetrics } from './metrics.js';

it('takes DRAIN_SECONDS, none at all when developing, 3 s in production', () => {
  expect(drainMs({ DRAIN_SECONDS: '1.5' })).toBe(1_500);
  expect(drainMs({})).toBe(0);
  expect(drainMs({ NODE_ENV: 'production' })).toBe(3_000);
  expect(drainMs({ NODE_ENV: 'production', DRAIN_SECONDS: '0' })).toBe(0);
  expect(drainMs({ DRAIN_SECONDS: 'soon' })).toBe(0);
});

describe('a service that is told to stop', () => {
  const before = process.env.DRAIN_SECONDS;
  beforeAll(() => void (process.env.DRAIN_SECONDS = '2'));
  afterAll(() => {
    if (before === undefined) delete process.env.DRAIN_SECONDS;
    else process.env.DRAIN_SECONDS = before;
  });

  it('says at once that it is not ready, takes what still comes, asks for other connections, and finishes what has begun', async () => {
    const issuer = { issuer: 'http://127.0.0.1:1', audience: 'urn:test' };
    const http = createHttp({
      service: 'test',
      log: createLogger('test', 'silent'),
      authenticate: createAuthenticate(issuer),
      metrics: createMetrics('test'),
      health: createHealth(),
    });
    let finish = () => {};
    const begun = new Promise<void>((begins) =>
      http.app.get('/slow', (_req, res) => {
        finish = () => res.send('done');
        begins();
      }),
    );
    const { port, close } = await http.listen({ port: 0, host: '127.0.0.1' });
    const get = (path: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined; text: string }>((resolve, reject) => {
        const asked = request({ port, host: '127.0.0.1', path, agent: false, headers: { connection: 'keep-alive' } });
        asked.once('error', reject).once('response', (answer) => {
          let text = '';
          answer.on('data', (part: Buffer) => (text += part.toString()));
          answer.on('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection, text }));
        });
        asked.end();
      });
    expect(await get('/health/ready')).toMatchObject({ status: 200, connection: 'keep-alive' });
    const slow = get('/slow');
    await begun;
    const closed = close();
    expect(await get('/health/ready')).toMatchObject({ status: 503, connection: 'close' });
    expect(await get('/health/live')).toMatchObject({ status: 200, connection: 'close' });
    finish();
    expect(await slow).toMatchObject({ status: 200, text: 'done' });
    await closed;
    await expect(get('/health/live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

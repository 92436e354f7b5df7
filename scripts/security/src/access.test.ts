import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Role } from '@abri/contracts/vocabulary';
import { createAuthenticate } from '@abri/service-kit/auth';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import { createLogger } from '@abri/service-kit/log';
import { createMetrics } from '@abri/service-kit/metrics';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { accessOf, tableOf, withTables } from './access-table.js';
import { listing, mounts } from './route-tables.js';
import { untouchable } from './untouchable.js';

const file = path.join(__dirname, '..', '..', '..', 'docs', 'access-matrix.md');
const page = () => readFileSync(file, 'utf8');
const services = Object.keys(mounts);
let issuer: Awaited<ReturnType<typeof testIssuer>>;
const tokens = new Map<Role, string>();
const running: (() => Promise<void>)[] = [];
beforeAll(async () => {
  issuer = await testIssuer();
  for (const role of Role.options) tokens.set(role, await issuer.sign({ roles: [role] }, { subject: role }));
});
afterAll(async () => {
  for (const stop of running) await stop();
  await issuer.stop();
});

/** A service's real routes behind its real door, and nothing behind them. */
async function doorOf(service: string) {
  const app = untouchable();
  const { http, routes } = listing(
    createHttp({
      service,
      log: createLogger(service, 'silent'),
      authenticate: createAuthenticate(issuer),
      metrics: createMetrics(service),
      health: createHealth(),
    }),
  );
  mounts[service]?.(http, app);
  app.arm();
  const { port, close } = await http.listen({ port: 0, host: '127.0.0.1' });
  running.push(close);
  const knock = async (method: string, route: string, token: string | undefined) => {
    const answer = await fetch(`http://127.0.0.1:${port}${route.replace(/:(\w+)/g, 'x')}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'a-key-of-a-stranger',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    const body = (await answer.json()) as { type?: string };
    return { status: answer.status, type: body.type?.replace('urn:abri:problem:', ''), touched: app.calls() > 0 };
  };
  return { routes, knock };
}

// To let the page follow a change that somebody has looked at: ABRI_WRITE_ACCESS=1 npx jest scripts/security
const write = process.env.ABRI_WRITE_ACCESS === '1';

describe.each(services)('%s', (service) => {
  it('has the routes and the roles that the reviewed table has', async () => {
    const { routes } = await doorOf(service);
    const now = withTables(page(), new Map([[service, tableOf(service, routes)]]));
    if (write) writeFileSync(file, now);
    expect(now).toBe(page());
    expect(routes.length).toBeGreaterThan(0);
  });

  it('turns away whoever has no token, or no role that the table names, before anything is called', async () => {
    const { knock } = await doorOf(service);
    const wrong: string[] = [];
    for (const { method, path: route, roles, anybody } of accessOf(page(), service)) {
      const expectations = [
        [undefined, anybody ? 'in' : '401 not-signed-in'],
        ...Role.options.map((role) => [role, roles.includes(role) || anybody ? 'in' : '403 role-missing']),
      ] as const;
      for (const [role, expected] of expectations) {
        const { status, type, touched } = await knock(method, route, role && tokens.get(role as Role));
        const turnedAway = status === 401 || type === 'role-missing';
        const got = turnedAway ? `${status} ${type}` : 'in';
        if (got !== expected) wrong.push(`${method} ${route} as ${role ?? 'nobody'}: ${got}, expected ${expected}`);
        if (turnedAway && touched)
          wrong.push(`${method} ${route} as ${role ?? 'nobody'}: turned away, but not untouched`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it('has a table of every service, and of no other', () => {
  const named = [...page().matchAll(/<!-- table: ([\w-]+) -->/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'end');
  expect(named).toEqual(services);
});

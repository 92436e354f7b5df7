import { Report } from '@abri/contracts/report-api';
import { HttpProblem } from '@abri/service-kit/errors';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import { createLogger } from '@abri/service-kit/log';
import { createMetrics } from '@abri/service-kit/metrics';
import { applyEvent } from './domain/history/history.js';
import { createLiveHistory } from './live-history.js';
import { publicRoutes } from './public-routes.js';
import { createReports } from './reports.js';
import { chanceOf } from './samples/chance.js';
import { sampleHistory } from './samples/history.js';

const live = createLiveHistory({ unreadable: () => undefined });
for (const event of sampleHistory(chanceOf(31), { aggregates: 200, years: 2 }).flat()) applyEvent(live.history, event);
const reports = createReports({ live: () => live, now: () => Date.parse('2013-06-01T10:00:00Z') });

let listening: { port: number; close(): Promise<void> };
beforeAll(async () => {
  const http = createHttp({
    service: 'observatory',
    log: createLogger('observatory', 'silent'),
    authenticate: async () => {
      throw new HttpProblem(401, 'not-signed-in', 'You are not signed in');
    },
    metrics: createMetrics('observatory'),
    health: createHealth(),
  });
  publicRoutes(http, { reports });
  listening = await http.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => listening.close());
const ask = (path: string) => fetch(`http://127.0.0.1:${listening.port}/public${path}`);

it('gives anybody the outside view of a year that is over, and of no other', async () => {
  const answer = await ask('/report?year=2012');
  expect([answer.status, Report.parse(await answer.json()).view]).toEqual([200, 'outside']);
  expect((await ask('/report?year=2013')).status).toBe(409);
  expect(await (await ask('/reports/years')).json()).toEqual({ years: reports.yearsSeenAs('outside') });
  expect(reports.years()).toContain(2013);
  expect(reports.yearsSeenAs('outside')).not.toContain(2013);
});

it.each(['full', 'partner'])('gives nobody the %s view, in no form', async (view) => {
  const forms = [`/report?year=2012&view=${view}`, `/report/compare?year=2012&with=2012&view=${view}`];
  const files = ['/exports/by-commune.csv', '/exports/report.json', '/report.pdf'];
  for (const path of [...forms, ...files.map((file) => `${file}?year=2012&view=${view}`)])
    expect([path, (await ask(path)).status]).toEqual([path, 403]);
});

it('exports what the outside view shows', async () => {
  const file = await ask('/exports/results.json?year=2012');
  expect([file.status, file.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename=abri-results-2012-outside.json',
  ]);
  expect((await ask('/exports/dictionary')).status).toBe(200);
});

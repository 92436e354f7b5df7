import type { Socket } from 'node:net';
import type { Http } from '@abri/service-kit/http';
import { createLogger } from '@abri/service-kit/log';
import { createMetrics } from '@abri/service-kit/metrics';
import type { Desk } from './cases.js';
import { clamdScanner } from './clamd.js';
import { createDocumentScan } from './document-scan.js';
import { given, opened, start } from './domain/test-cases.js';
import { recordRoutes } from './record-routes.js';
import { afterFile, testDaemon } from './test-daemon.js';

const title = 'Carnet de Zélie';
const body = {
  kind: 'school',
  title,
  mediaType: 'text/plain',
  content: Buffer.from('Zélie va bien').toString('base64'),
};
const user = { id: 'w1', teamIds: ['east'], roles: ['child-protection' as const], shelterIds: [] };
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const daemon of running.splice(0)) await daemon.stop();
});

/** The route that adds a document, with a scanner that does with each connection what the test says. */
async function desk(connected: ((socket: Socket) => void) | null, withinMs = 20_000) {
  const written: string[] = [];
  const logged: string[] = [];
  const log = createLogger('child-followup', 'trace', { write: (line: string) => void logged.push(line) });
  const { registry } = createMetrics('child-followup');
  const daemon = connected && (await testDaemon(connected));
  if (daemon) running.push(daemon);
  const scanner = daemon && clamdScanner({ ...daemon, withinMs });
  const state = given(opened);
  const wired = {
    cases: {
      read: async () => ({ state, seq: 1 }),
      execute: async (_: string, { do: what }: { do: string }) => {
        written.push(what);
        return { ok: true, events: [], seq: 1, state };
      },
    },
    records: { add: async ({ kind }: { kind: string }) => void written.push(kind) },
    audit: { append: async () => undefined },
    ids: { next: () => 'd1' },
    now: () => start,
    scanDocument: createDocumentScan(scanner, { registry, log }),
  } as unknown as Desk;
  let add: ((context: object) => Promise<unknown>) | undefined;
  const http = {
    route({ path, handler }: { path: string; handler: typeof add }) {
      if (path === '/cases/:caseId/documents') add = handler;
    },
  };
  recordRoutes(http as unknown as Http, wired);
  // What is shown after a document was kept is not of interest here, and this desk does not have it.
  const refused = await add?.({ params: { caseId: 'c1' }, body, user, req: { method: 'POST', path: '/' } }).then(
    () => undefined,
    (error: { problem?: { type: string } }) => error.problem?.type,
  );
  return { refused, written, logged: logged.join(''), metrics: await registry.metrics() };
}
const saying = (answer: string) => desk((socket) => afterFile(socket, () => socket.end(answer)));

it('keeps nothing of an infected document, and says so without a word of it', async () => {
  const { refused, written, metrics, logged } = await saying('stream: Win.Test.EICAR_HDB-1 FOUND\0');
  expect({ refused, written }).toEqual({ refused: 'urn:abri:problem:document-infected', written: [] });
  expect(metrics).toContain('abri_document_scans_total{outcome="infected",service="child-followup"} 1');
  expect(logged).toContain('"signature":"Win.Test.EICAR_HDB-1"');
  expect(logged).not.toMatch(/Zélie|w1|c1/);
});

it('keeps a document that the scanner finds clean', async () => {
  const { refused, written, metrics } = await saying('stream: OK\0');
  expect({ refused, written }).toEqual({ refused: undefined, written: ['documentContent', 'document', 'addDocument'] });
  expect(metrics).toContain('abri_document_scans_total{outcome="clean",service="child-followup"} 1');
  expect(metrics).toContain('abri_document_scans_total{outcome="failed",service="child-followup"} 0');
});

it.each([
  ['says that it could not scan', (socket: Socket) => afterFile(socket, () => socket.end('No memory ERROR\0')), 20_000],
  ['hangs up', (socket: Socket) => void socket.end(), 20_000],
  ['does not answer in time', () => undefined, 50],
])('keeps nothing where the scanner %s', async (_, connected, withinMs) => {
  const { refused, written, metrics, logged } = await desk(connected, withinMs);
  expect({ refused, written }).toEqual({ refused: 'urn:abri:problem:document-not-scanned', written: [] });
  expect(metrics).toContain('abri_document_scans_total{outcome="failed",service="child-followup"} 1');
  expect(logged).toContain('documentNotScanned');
  expect(logged).not.toMatch(/Zélie/);
});

it('keeps documents unseen where the installation names no scanner, and says that once in its log', async () => {
  const { written, logged, metrics } = await desk(null);
  expect(written).toEqual(['documentContent', 'document', 'addDocument']);
  // The page of Grafana has its curve all the same.
  expect(metrics).toContain('abri_document_scans_total{outcome="clean",service="child-followup"} 0');
  expect(logged).toContain('VIRUS_SCANNER is not set');
});

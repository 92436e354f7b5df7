import type { IncomingMessage } from '@abri/bus/port';
import type { CaseView } from '@abri/contracts/child-followup-api';
import { topicSettings } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import mongoose from 'mongoose';
import { clamdScanner } from './clamd.js';
import { eicar, findClamd, testClamd } from './test-clamd.js';
import { oneCase, testFollowup, worker } from './test-followup.js';

jest.setTimeout(60_000);

const command = findClamd();
if (!command)
  console.warn(
    'There is no clamd: the scan of documents is not tested. Debian/Ubuntu: apt-get install clamav-daemon, or set CLAMD_PATH.',
  );

(command ? describe : describe.skip)('with a real clamd', () => {
  let stack: TestStack;
  let world: Awaited<ReturnType<typeof testFollowup>>;
  let service: Awaited<ReturnType<(typeof world)['start']>>;
  let clamd: Awaited<ReturnType<typeof testClamd>>;
  let at: string;
  const heard: IncomingMessage[] = [];
  const told = () => heard.filter(({ value }) => (value as { type?: string }).type === 'DocumentAdded').length;

  beforeAll(async () => {
    stack = await testStack();
    clamd = await testClamd(command ?? '');
    await clamd.start();
    world = await testFollowup(stack);
    service = await world.start({ virusScanner: { host: clamd.host, port: clamd.port, withinMs: 30_000 } });
    await world.bus.replay({
      topics: topicSettings.map(({ topic }) => topic),
      name: 'test',
      handler: async (message) => void heard.push(message),
    });
    at = `/cases/${await oneCase(service)}`;
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await world?.stop();
    await clamd?.remove();
    await stack?.stop();
  }, 60_000);

  const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`).toString('base64');
  const add = (content: string, key?: string) =>
    service.ask(
      worker,
      'POST',
      `${at}/documents`,
      { kind: 'school', title: 'Bulletin', mediaType: 'application/pdf', content },
      key,
    );
  /** What is kept of the case: its documents, its sealed records, and what happened to it. */
  const kept = async () => {
    const view = (await service.ask(worker, 'GET', at)).body as unknown as CaseView;
    const connection = await mongoose.createConnection(world.config.mongoUri).asPromise();
    const records = await connection.collection('records').countDocuments({ kind: 'document' });
    await connection.close();
    const added = view.timeline.filter(({ type }) => type === 'DocumentAdded').length;
    return { shown: view.documents.length, records, added };
  };
  const scans = async (outcome: string) => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    return Number(new RegExp(`abri_document_scans_total\\{outcome="${outcome}".*\\} (\\d+)`).exec(text)?.[1]);
  };

  it('keeps a clean document', async () => {
    expect((await add(pdf('Bulletin de notes'))).status).toBe(200);
    expect(await kept()).toEqual({ shown: 1, records: 1, added: 1 });
    expect(await scans('clean')).toBe(1);
  });

  it('refuses an infected one and keeps nothing of it', async () => {
    const { status, body } = await add(pdf(eicar), 'document-infected');
    const scan = clamdScanner({ ...clamd, withinMs: 30_000 });
    expect(await scan(Buffer.from(eicar))).toEqual({ infected: true, signature: clamd.signature });
    expect({ status, type: body.type }).toEqual({ status: 422, type: 'urn:abri:problem:document-infected' });
    // Sent again with the same key it is no better.
    expect((await add(pdf(eicar), 'document-infected')).status).toBe(422);
    expect(await kept()).toEqual({ shown: 1, records: 1, added: 1 });
    expect(await scans('infected')).toBe(2);
  });

  it('keeps none while the scanner is away, does everything else, and keeps it when the scanner is back', async () => {
    await clamd.stop();
    const { status, body } = await add(pdf('Bulletin du second trimestre'), 'document-later');
    expect({ status, type: body.type }).toEqual({ status: 503, type: 'urn:abri:problem:document-not-scanned' });
    expect(await kept()).toEqual({ shown: 1, records: 1, added: 1 });
    expect(await scans('failed')).toBe(1);
    expect((await service.ask(worker, 'POST', `${at}/notes`, { text: 'Le bulletin viendra.' })).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);

    await clamd.start();
    expect((await add(pdf('Bulletin du second trimestre'), 'document-later')).status).toBe(200);
    expect(await kept()).toEqual({ shown: 2, records: 2, added: 2 });
    // Events of a case come in their order: one of a document that was refused would have come before the last.
    await until('both are told', async () => told() >= 2 || undefined, { withinMs: 15_000 });
    expect(told()).toBe(2);
  });
});

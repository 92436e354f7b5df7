import { mostDocumentBytes } from '@abri/contracts/child-followup-api';
import type { Problem } from '@abri/contracts/problem';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { mongoWrappedKeys } from '@abri/personal-data/mongo-wrapped-keys';
import { createVault } from '@abri/personal-data/vault';
import mongoose, { type Connection } from 'mongoose';
import { oneCase, testFollowup, worker } from './test-followup.js';

jest.setTimeout(60_000);
let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
let connection: Connection;
let caseId: string;
beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
  service = await world.start();
  connection = await mongoose.createConnection(world.config.mongoUri).asPromise();
  caseId = await oneCase(service);
}, 120_000);
afterAll(async () => {
  await connection?.close();
  await service?.stop();
  await world?.stop();
  await stack?.stop();
}, 60_000);

/** A photographed order of so many bytes. */
const photo = (bytes: number) => {
  const content = Buffer.alloc(bytes, 'Ordonnance de protection. ');
  content.set([0xff, 0xd8, 0xff, 0xe0]);
  return { kind: 'court', title: 'Ordonnance', mediaType: 'image/jpeg', content: content.toString('base64') };
};
const kept = () => connection.collection('records').countDocuments({ caseId });
const add = (body: object, key?: string) => service.ask(worker, 'POST', `/cases/${caseId}/documents`, body, key);
const read = (documentId: string) => service.ask(worker, 'GET', `/cases/${caseId}/documents/${documentId}`);

it('keeps a document of the largest size once, and gives it back byte for byte; the case is read without it', async () => {
  const body = photo(mostDocumentBytes);
  for (let times = 0; times < 2; times++) {
    const { status, text } = await add(body, 'a-large-document');
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(20_000);
  }
  expect(await kept()).toBe(2);
  const [document] = (await service.take(worker, 'GET', `/cases/${caseId}`)).documents;
  expect(document).toMatchObject({ title: 'Ordonnance', bytes: mostDocumentBytes });
  const { content } = (await read(document?.documentId ?? '')).body;
  expect(content === body.content).toBe(true);
  const [lying] = await connection.collection('records').find({ kind: 'documentContent' }).toArray();
  expect(lying?.sealed).not.toContain(body.content.slice(100, 140));
});

it('refuses one that is larger, and keeps nothing of it', async () => {
  const before = await kept();
  const { status, body } = await add(photo(mostDocumentBytes + 3));
  expect([status, (body as unknown as Problem).violations?.map(({ pointer }) => pointer)]).toEqual([400, ['/content']]);
  expect((await add(photo(mostDocumentBytes + 10_000))).status).toBe(413);
  const text = { text: 'x'.repeat(70_000) };
  expect((await service.ask(worker, 'POST', `/cases/${caseId}/notes`, text)).status).toBe(413);
  expect(await kept()).toBe(before);
});

it('opens a document that was kept with its content inside', async () => {
  const [recordId, content] = ['an-older-document', Buffer.from('Une lettre').toString('base64')];
  const vault = createVault({ keys: mongoWrappedKeys(connection), ring: world.config.keyRing });
  const record = { kind: 'school', title: 'Lettre', mediaType: 'text/plain', bytes: 10, content };
  const sealed = await vault.seal(caseId, `document:${recordId}`, record);
  const at = world.clock.now().toISOString();
  await connection
    .collection<{ _id: string }>('records')
    .insertOne({ _id: recordId, caseId, kind: 'document', at, by: 'w1', sealed } as never);
  expect((await read(recordId)).body).toMatchObject({ title: 'Lettre', content });
});

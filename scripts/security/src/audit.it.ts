import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { createConnection } from 'mongoose';
import { type AllServices, allServices } from './all-services.js';
import { house } from './houses.js';
import { operator, taking } from './people.js';

jest.setTimeout(60_000);
let stack: TestStack;
let all: AllServices;
let folder = '';
beforeAll(async () => {
  stack = await testStack();
  all = await allServices(stack);
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-verify-'));
  await writeFile(path.join(folder, 'key.pem'), all.auditPublicKey.export({ type: 'spki', format: 'pem' }));
}, 120_000);
afterAll(async () => {
  await all.stop();
  await rm(folder, { recursive: true });
  await stack.stop();
}, 60_000);

/** What `npm run audit:verify -- capacity` says, with the public half of the key only. */
const verified = () =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const script = path.join(__dirname, '..', 'audit-verify.mjs');
    const env = {
      ...process.env,
      MONGODB_URI: all.databases.capacity,
      KAFKA_BROKERS: stack.brokers.join(),
      KAFKA_TOPIC_PREFIX: all.topicPrefix,
      AUDIT_PUBLIC_KEY_FILE: path.join(folder, 'key.pem'),
    };
    execFile(process.execPath, [script, 'capacity'], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
    );
  });

it('verifies the log of a service that ran, and finds it cut together with its checkpoints', async () => {
  await taking(all)('capacity', operator, 'POST', '/shelters', house('sh-a'));
  const own = { roles: ['shelter'], shelters: ['sh-a'], subject: 'own' } as const;
  for (let reading = 0; reading < 3; reading++)
    expect((await all.ask('capacity', own, 'GET', '/shelters/sh-a/address')).status).toBe(200);
  // Ending, a service signs what is not signed yet.
  await all.running.capacity?.stop();
  const whole = await verified();
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.said).toMatch(/3 entries, signed up to 3.*\n.*1 on the topic, 1 in the database\nwhole/);

  const connection = await createConnection(all.databases.capacity ?? '').asPromise();
  await connection.collection<{ _id: number }>('audit').deleteOne({ _id: 3 });
  await connection.collection('auditCheckpoints').deleteMany({});
  await connection.close();
  const cut = await verified();
  expect(cut).toMatchObject({ code: 1 });
  expect(cut.said).toContain('the log was cut: entries 3 to 3 were there when it was signed');
});

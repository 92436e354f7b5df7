import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createConnection } from 'mongoose';
import { address, operator, staff, testCapacity, tilleuls } from './test-capacity.js';

jest.setTimeout(60_000);
let stack: TestStack;
let world: Awaited<ReturnType<typeof testCapacity>>;
beforeAll(async () => {
  stack = await testStack();
  world = await testCapacity(stack);
}, 90_000);
afterAll(async () => {
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

/** The collections of the service's database, as a thief reads them. */
async function stolen(): Promise<string> {
  const connection = await createConnection(world.base.mongoUri).asPromise();
  const all = (await connection.db?.listCollections().toArray()) ?? [];
  const rows = await Promise.all(all.map(({ name }) => connection.collection(name).find().toArray()));
  await connection.close();
  return JSON.stringify(rows);
}
const told = [address.street, address.phone];

it('lies sealed: a copy of the database tells nobody where a house is', async () => {
  const capacity = await world.start();
  expect((await capacity.ask(operator, 'POST', '/shelters', tilleuls)).status).toBe(201);
  expect((await capacity.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).body).toMatchObject({ address });
  for (const text of told) expect(await stolen()).not.toContain(text);
  await capacity.stop();
});

it('is sealed at the next start where an earlier version left it in clear, and told as before', async () => {
  const connection = await createConnection(world.base.mongoUri).asPromise();
  const addresses = connection.collection('addresses');
  await addresses.updateMany({}, { $set: { address }, $unset: { sealed: 1 } });
  await connection.close();
  expect(await stolen()).toContain(address.street);
  const capacity = await world.start();
  for (const text of told) expect(await stolen()).not.toContain(text);
  expect((await capacity.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).body).toMatchObject({ address });
  await capacity.stop();
});

it('opens under its own ring only, and its key is destroyed with an address that was changed', async () => {
  const capacity = await world.start();
  const moved = { ...address, street: '3 allée Nouvelle' };
  expect((await capacity.ask(staff, 'PUT', '/shelters/sh-tilleuls/address', moved)).status).toBe(200);
  expect(await stolen()).toContain('"masterKeyId":null');
  await capacity.stop();
  const stranger = await world.start({ keyRing: parseKeyRing(newKeyRingText()) });
  const answer = await stranger.ask(staff, 'GET', '/shelters/sh-tilleuls/address');
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('allée');
  await stranger.stop();
});

import type { Violation } from '@abri/contracts/problem';
import type { Role } from '@abri/contracts/vocabulary';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import mongoose from 'mongoose';
import { details, unit } from './domain/test-shelters.js';
import {
  address,
  type Answer,
  holdBody,
  hotline,
  operator,
  service,
  staff,
  testCapacity,
  tilleuls,
  type Who,
} from './test-capacity.js';

jest.setTimeout(30_000);
let stack: TestStack;
let world: Awaited<ReturnType<typeof testCapacity>>;
let capacity: Awaited<ReturnType<(typeof world)['start']>>;
let database: mongoose.Connection;

beforeAll(async () => {
  stack = await testStack();
  world = await testCapacity(stack);
  capacity = await world.start();
  database = await mongoose.createConnection(world.base.mongoUri).asPromise();
  expect((await capacity.ask(operator, 'POST', '/shelters', tilleuls)).status).toBe(201);
}, 90_000);
afterAll(async () => {
  await database.dropDatabase();
  await database.close();
  await capacity.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const register = async (shelterId: string) =>
  expect((await capacity.ask(operator, 'POST', '/shelters', { ...tilleuls, shelterId })).status).toBe(201);
const readingsOf = (subject: string) =>
  database.collection('audit').find({ subject, action: 'addressRead' }).sort({ _id: 1 }).toArray();
const pointers = ({ body }: Answer) => (body.violations as Violation[]).map(({ pointer }) => pointer);
const statuses = async (answers: Promise<Answer>[]) => (await Promise.all(answers)).map(({ status }) => status);

describe('registering', () => {
  it('refuses bad input whole, names all of it, and changes nothing', async () => {
    const bad = { ...tilleuls, shelterId: 'bad', kind: 'castle', owner: 'x', address: { ...address, postalCode: '5' } };
    const answer = await capacity.ask(operator, 'POST', '/shelters', bad);
    expect(answer.status).toBe(400);
    expect(pointers(answer).sort()).toEqual(['/address/postalCode', '/kind', '/owner']);
    expect((await capacity.ask(operator, 'GET', '/shelters/bad')).status).toBe(404);
    expect(await database.collection('addresses').countDocuments({ shelterId: 'bad' })).toBe(0);
  });

  it('gives a repeat under the same key the same shelter, ids and all', async () => {
    const { shelterId: _, ...nameless } = tilleuls;
    const body = { ...nameless, units: [{ ...unit() }, { ...unit({ label: '2' }) }] };
    const key = { 'idempotency-key': 'register-once' };
    const first = await capacity.ask(operator, 'POST', '/shelters', body, key);
    const second = await capacity.ask(operator, 'POST', '/shelters', body, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const changed = { ...body, address: { ...address, street: '1 rue Autre' } };
    expect(await capacity.ask(operator, 'POST', '/shelters', changed, key)).toMatchObject({
      status: 422,
      body: { type: 'urn:abri:problem:idempotency-key-reused' },
    });
    const other = await capacity.ask({ ...operator, subject: 'another' }, 'POST', '/shelters', body, key);
    expect(other.status).toBe(201);
    expect(other.body.shelterId).not.toBe(first.body.shelterId);
  });

  it('takes the same shelter again, and another one or another address under its id never', async () => {
    const again = (more: object) => capacity.ask(operator, 'POST', '/shelters', { ...tilleuls, ...more });
    const elsewhere = { address: { ...address, street: '1 rue Autre' } };
    expect(await statuses([again({}), again({ name: 'Les Lilas' }), again(elsewhere)])).toEqual([201, 409, 409]);
    expect((await capacity.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).body).toMatchObject({ address });
    expect(await database.collection('addresses').countDocuments({ shelterId: 'sh-tilleuls' })).toBe(1);
  });
});

it('changes a shelter and its units, and keeps a unit that somebody has', async () => {
  await register('changing');
  const at = '/shelters/changing';
  const ask = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    capacity.ask(operator, method, at + path, body);
  expect((await ask('PUT', '', details({ name: 'Les Lilas' }))).body).toMatchObject({ name: 'Les Lilas', seq: 4 });
  const added = await ask('POST', '/units', unit({ label: '9' }));
  expect(added).toMatchObject({ status: 201, body: { units: [{}, {}, { label: '9' }] } });
  expect((await ask('PUT', '/units/u1', unit({ beds: 2 }))).body).toMatchObject({ units: [{ beds: 2 }, {}, {}] });
  expect((await ask('POST', '/units/dorm/out-of-service', { reason: 'works' })).body).toMatchObject({
    units: [{}, { service: { state: 'outOfService', reason: 'works' } }, {}],
  });
  expect((await ask('POST', '/units/dorm/return-to-service')).body).toMatchObject({
    units: [{}, { service: { state: 'inService' } }, {}],
  });
  expect((await ask('DELETE', '/units/dorm')).body.units).toHaveLength(2);
  expect((await capacity.ask(service, 'POST', `${at}/holds`, holdBody('h1'))).status).toBe(201);
  const inUse = [ask('DELETE', '/units/u1'), ask('PUT', '/units/u1', unit()), ask('DELETE', '/units/nowhere')];
  expect(await statuses(inUse)).toEqual([409, 409, 404]);
});

describe('the confidential address', () => {
  it('is given to the hotline once the place is confirmed, and each reading is in the audit log before', async () => {
    await register('away');
    const at = '/shelters/away/holds/h1';
    await capacity.ask(service, 'POST', '/shelters/away/holds', holdBody('h1'));
    const read = () => capacity.ask(hotline, 'GET', `${at}/address`);
    expect(await read()).toMatchObject({ status: 409, body: { type: 'urn:abri:problem:hold-not-confirmed' } });
    await capacity.ask(operator, 'POST', `${at}/accept`, { token: 1 });
    expect((await read()).status).toBe(409);
    expect(await readingsOf('away')).toEqual([]);
    await capacity.ask(service, 'POST', `${at}/confirm`, { token: 1 });
    expect(await read()).toMatchObject({ status: 200, body: { shelterId: 'away', address } });
    await capacity.ask(operator, 'POST', `${at}/arrive`, { token: 1 });
    expect((await read()).status).toBe(200);
    await capacity.ask(operator, 'POST', `${at}/leave`, { token: 1 });
    expect((await read()).status).toBe(404);
    expect(await readingsOf('away')).toMatchObject([
      { who: 'hotline', purpose: 'hold:h1' },
      { who: 'hotline', purpose: 'hold:h1' },
    ]);
    expect((await capacity.ask(operator, 'GET', '/audit/verification')).body).toMatchObject({
      whole: true,
      firstBroken: null,
    });
  });

  it('changes as a whole, by the house or an operator, and the one before is forgotten', async () => {
    await register('moving');
    const house: Who = { roles: ['shelter'], shelters: ['moving'] };
    const next = { ...address, street: '99 rue Nouvelle' };
    expect((await capacity.ask(house, 'PUT', '/shelters/moving/address', next)).body).toMatchObject({ seq: 4 });
    expect((await capacity.ask(house, 'GET', '/shelters/moving/address')).body).toMatchObject({ address: next });
    const stored = await database.collection('addresses').find({ shelterId: 'moving' }).toArray();
    expect(stored).toHaveLength(1);
  });

  it('is in no list, view, metric or document but its own', async () => {
    const answers = await Promise.all([
      capacity.ask(operator, 'GET', '/shelters'),
      capacity.ask(staff, 'GET', '/shelters/sh-tilleuls'),
      capacity.ask(operator, 'GET', '/exports/shelters'),
      capacity.ask(operator, 'GET', '/metrics'),
    ]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/Exemples|59300|0327000000/);
    }
    const shelters = await database.collection('shelters').find().toArray();
    expect(JSON.stringify(shelters)).not.toMatch(/Exemples|59300|0327000000/);
  });

  it('is neither given nor changed when the audit log cannot be written', async () => {
    const away = { append: () => Promise.reject(new Error('the log is away')), all: async () => [] };
    const unaudited = await world.start({}, { audit: away });
    expect(await unaudited.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).toMatchObject({
      status: 500,
      text: expect.not.stringContaining('Exemples') as string,
    });
    const next = { ...address, street: '99 rue Nouvelle' };
    expect((await unaudited.ask(staff, 'PUT', '/shelters/sh-tilleuls/address', next)).status).toBe(500);
    await unaudited.stop();
    expect((await capacity.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).body).toMatchObject({ address });
  });
});

describe('who may do what', () => {
  const shelter: Who = staff;
  const stranger: Who = { roles: ['shelter'], shelters: ['sh-elsewhere'] };
  const at = '/shelters/sh-tilleuls';
  const token = { token: 1 };
  type Call = ['GET' | 'POST' | 'PUT' | 'DELETE', string, unknown?];
  const calls: Record<string, { call: Call; allowed: Role[] }> = {
    list: { call: ['GET', '/shelters'], allowed: ['hotline', 'operator', 'service', 'shelter'] },
    read: { call: ['GET', at], allowed: ['hotline', 'operator', 'service', 'shelter'] },
    register: { call: ['POST', '/shelters', tilleuls], allowed: ['operator'] },
    change: { call: ['PUT', at, details()], allowed: ['operator', 'shelter'] },
    addUnit: { call: ['POST', `${at}/units`, unit({ label: 'new' })], allowed: ['operator', 'shelter'] },
    changeUnit: { call: ['PUT', `${at}/units/none`, unit()], allowed: ['operator', 'shelter'] },
    removeUnit: { call: ['DELETE', `${at}/units/none`], allowed: ['operator', 'shelter'] },
    outOfService: {
      call: ['POST', `${at}/units/none/out-of-service`, { reason: 'works' }],
      allowed: ['operator', 'shelter'],
    },
    return: { call: ['POST', `${at}/units/none/return-to-service`], allowed: ['operator', 'shelter'] },
    hold: { call: ['POST', `${at}/holds`, holdBody('matrix')], allowed: ['service'] },
    accept: { call: ['POST', `${at}/holds/none/accept`, token], allowed: ['operator', 'shelter'] },
    decline: {
      call: ['POST', `${at}/holds/none/decline`, { ...token, reason: 'other' }],
      allowed: ['operator', 'shelter'],
    },
    confirm: { call: ['POST', `${at}/holds/none/confirm`, token], allowed: ['service'] },
    release: { call: ['POST', `${at}/holds/none/release`, { ...token, reason: 'moved' }], allowed: ['service'] },
    arrive: { call: ['POST', `${at}/holds/none/arrive`, token], allowed: ['operator', 'shelter'] },
    leave: { call: ['POST', `${at}/holds/none/leave`, token], allowed: ['operator', 'shelter'] },
    readAddress: { call: ['GET', `${at}/address`], allowed: ['shelter'] },
    changeAddress: { call: ['PUT', `${at}/address`, address], allowed: ['operator', 'shelter'] },
    holdAddress: { call: ['GET', `${at}/holds/none/address`], allowed: ['hotline'] },
    import: { call: ['POST', '/imports/shelters', 'x'], allowed: ['operator'] },
    export: { call: ['GET', '/exports/shelters'], allowed: ['operator'] },
    verify: { call: ['GET', '/audit/verification'], allowed: ['operator'] },
  };
  const roles: Role[] = ['hotline', 'shelter', 'operator', 'service', 'observatory', 'child-protection', 'justice'];

  it.each(Object.entries(calls))('%s: only the roles that the brief names', async (_name, { call, allowed }) => {
    for (const role of roles) {
      const { status } = await capacity.ask(role === 'shelter' ? shelter : { roles: [role] }, ...call);
      if (allowed.includes(role)) expect({ role, status }).not.toEqual({ role, status: 403 });
      else expect({ role, status }).toEqual({ role, status: 403 });
    }
  });

  it.each(
    Object.entries(calls).filter(([, { call, allowed }]) => allowed.includes('shelter') && call[1].startsWith(at)),
  )('%s: another house gets the answer of a shelter that does not exist', async (_name, { call }) => {
    const [method, path, body] = call;
    const before = (await capacity.ask(service, 'GET', at)).body;
    const theirs = await capacity.ask(stranger, method, path, body);
    const nowhere = await capacity.ask(stranger, method, path.replace('sh-tilleuls', 'sh-nowhere'), body);
    const { traceId: _t, ...problem } = theirs.body;
    expect(theirs.status).toBe(404);
    expect(nowhere.body).toMatchObject(problem);
    expect((await capacity.ask(service, 'GET', at)).body).toEqual(before);
  });

  it('shows a house only itself in the list', async () => {
    const list = async (who: Who) =>
      (await capacity.ask(who, 'GET', '/shelters')).body.shelters as { shelterId: string }[];
    expect((await list(shelter)).map(({ shelterId }) => shelterId)).toEqual(['sh-tilleuls']);
    expect(await list(stranger)).toEqual([]);
    expect((await list(hotline)).length).toBeGreaterThan(1);
  });
});

it('is ready once its database and topics are there, describes itself, and counts beds', async () => {
  const get = async (path: string) => (await fetch(capacity.url + path)).text();
  expect(JSON.parse(await get('/health/ready'))).toEqual({ ready: true, checks: { database: true, topics: true } });
  expect(await get('/openapi.json')).toContain('/shelters/{shelterId}/holds/{holdId}/address');
  const metrics = await get('/metrics');
  expect(metrics).toMatch(/abri_beds{kind="shelter",state="free",service="capacity"} [1-9]/);
  expect(metrics).toMatch(/abri_holds_total{outcome="held",service="capacity"} [1-9]/);
  expect(metrics).toMatch(/abri_publish_lag_seconds_count{service="capacity"} [1-9]/);
});

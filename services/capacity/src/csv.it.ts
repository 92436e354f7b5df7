import type { Violation } from '@abri/contracts/problem';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { columns } from './csv-columns.js';
import { address, operator, staff, testCapacity, tilleuls } from './test-capacity.js';

jest.setTimeout(30_000);
let stack: TestStack;
let world: Awaited<ReturnType<typeof testCapacity>>;
let capacity: Awaited<ReturnType<(typeof world)['start']>>;
beforeAll(async () => {
  stack = await testStack();
  world = await testCapacity(stack);
  capacity = await world.start();
}, 90_000);
afterAll(async () => {
  await capacity.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const headings = columns.map(({ name }) => name);
const cells = {
  name: 'La Maison',
  kind: 'shelter',
  commune: '59606',
  takes_women: 'yes',
  takes_men: 'no',
  takes_children: 'yes',
  highest_boy_age: '17',
  takes_pets: 'no',
  arrivals_from: '08:00',
  arrivals_to: '20:00',
  languages: 'fr en',
  services: '',
  equipment: '',
  acceptance: 'asked',
  street: '12 rue des Exemples',
  postal_code: '59300',
  city: 'Valenciennes',
  unit: 'Room 1',
  beds: '3',
  cots: '1',
  sharing: 'exclusive',
  step_free: 'no',
};
const line = (shelterId: string, more: Record<string, string> = {}) => {
  const all: Record<string, string> = { ...cells, shelter_id: shelterId, ...more };
  return headings.map((name) => all[name] ?? '').join(';');
};
const file = (...lines: string[]) => [headings.join(';'), ...lines].join('\n');
const bring = (text: string) => capacity.ask(operator, 'POST', '/imports/shelters', text);
const violationsOf = (body: Record<string, unknown>) => (body.violations as Violation[]).map(({ pointer }) => pointer);
const shelterIds = async () => {
  const { body } = await capacity.ask(operator, 'GET', '/shelters');
  return (body.shelters as { shelterId: string }[]).map(({ shelterId }) => shelterId);
};

it('names every bad line, and imports nothing of a file with one', async () => {
  const answer = await bring(
    file(line('good-1'), line('bad-1', { beds: '0' }), line('good-2'), line('bad-2', { commune: 'Anzin', kind: 'x' })),
  );
  expect(answer.status).toBe(400);
  expect(violationsOf(answer.body)).toEqual(['/lines/3/beds', '/lines/5/kind', '/lines/5/commune']);
  expect(await shelterIds()).toEqual([]);
});

it('imports a file once, however often it is sent, and completes one that was cut short', async () => {
  const houses = Array.from({ length: 20 }, (_, number) => line(`many-${number}`));
  const second = line('many-0', { unit: 'Room 2' });
  // As after a crash in the middle: some of the file is there already.
  expect((await bring(file(...houses.slice(0, 7), second))).body).toEqual({ shelters: 7, alreadyThere: 0, units: 8 });
  expect((await bring(file(...houses, second))).body).toEqual({ shelters: 20, alreadyThere: 7, units: 21 });
  expect((await bring(file(...houses, second))).body).toEqual({ shelters: 20, alreadyThere: 20, units: 21 });
  expect((await shelterIds()).filter((id) => id.startsWith('many-'))).toHaveLength(20);
  expect((await capacity.ask(operator, 'GET', '/shelters/many-0')).body).toMatchObject({
    name: 'La Maison',
    seq: 3,
    units: [{ unitId: 'room-1' }, { unitId: 'room-2' }],
  });
  const own = { roles: ['shelter' as const], shelters: ['many-3'] };
  expect((await capacity.ask(own, 'GET', '/shelters/many-3/address')).body).toMatchObject({
    address: { street: '12 rue des Exemples' },
  });
});

it('refuses a file that clashes with a shelter that is there, and imports nothing of it', async () => {
  await capacity.ask(operator, 'POST', '/shelters', tilleuls);
  const answer = await bring(
    file(
      line('new-1'),
      line('sh-tilleuls', { beds: '9' }),
      line('many-3', { street: '1 rue Autre' }),
      line('new-2', { street: '', postal_code: '', city: '' }),
    ),
  );
  expect(answer.status).toBe(400);
  expect(violationsOf(answer.body)).toEqual(['/lines/3/shelter_id', '/lines/4/shelter_id', '/lines/5/street']);
  expect(await shelterIds()).not.toContain('new-1');
  expect((await capacity.ask(staff, 'GET', '/shelters/sh-tilleuls/address')).body).toMatchObject({ address });
});

it('takes its own export back without a change', async () => {
  const exported = await capacity.ask(operator, 'GET', '/exports/shelters?separator=semicolon');
  expect(exported.text).toContain('Les Tilleuls');
  const count = (await shelterIds()).length;
  expect((await bring(exported.text)).body).toMatchObject({ shelters: count, alreadyThere: count });
});

it('completes by a repeat what a crash cut short', async () => {
  let left = 5;
  const mongoUri = stack.databaseUri('cut');
  const dying = await world.start(
    { mongoUri },
    {
      audit: {
        append: () => ((left -= 1) < 0 ? Promise.reject(new Error('the process dies')) : Promise.resolve()),
        all: async () => [],
      },
    },
  );
  const whole = file(...Array.from({ length: 12 }, (_, number) => line(`cut-${number}`)));
  expect((await dying.ask(operator, 'POST', '/imports/shelters', whole)).status).toBe(500);
  await dying.stop();
  const next = await world.start({ mongoUri });
  const answer = await until(
    'the import is whole',
    async () => {
      const { status, body } = await next.ask(operator, 'POST', '/imports/shelters', whole);
      return status === 200 ? body : undefined;
    },
    { withinMs: 5_000 },
  );
  expect(answer).toEqual({ shelters: 12, alreadyThere: 5, units: 12 });
  await next.stop();
});

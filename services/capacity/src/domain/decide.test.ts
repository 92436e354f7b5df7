import { type ShelterCommand } from './decide.js';
import { apply, details, family, given, holdOf, later, mother, now, registered, unit } from './test-shelters.js';

const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);
const accept: ShelterCommand = { do: 'accept', holdId: 'h1', token: 1, now, confirmMinutes: 30 };
const confirm: ShelterCommand = { do: 'confirm', holdId: 'h1', token: 1, now };

describe('a hold', () => {
  it('takes the place, with a token and an expiry', () => {
    const { facts, state } = apply(given(registered), holdOf('h1'));
    expect(facts).toMatchObject([{ type: 'PlaceHeld', data: { token: 1, expiresAt: later(15) } }]);
    expect(state.shelter?.holds).toMatchObject([{ holdId: 'h1', state: 'offered' }]);
  });
  it('counts as accepted at once where the house is not asked', () => {
    const house = given({ ...registered, details: details({ acceptance: 'automatic' }) } as ShelterCommand);
    const { facts } = apply(house, holdOf('h1'));
    expect(types(facts)).toEqual(['PlaceHeld', 'HoldAccepted']);
    expect(facts[1]).toMatchObject({ data: { expiresAt: later(30) } });
  });
  it('is made once, however often it is asked for', () => {
    expect(apply(given(registered, holdOf('h1')), holdOf('h1'))).toMatchObject({ facts: [], refused: undefined });
  });
  it('is not made again after it has ended', () => {
    const ended = given(registered, holdOf('h1'), { do: 'decline', holdId: 'h1', token: 1, reason: 'staffing' });
    expect(apply(ended, holdOf('h1')).refused).toBe('holdEnded');
  });
  it('of several units is all or nothing', () => {
    const taken = given(registered, holdOf('h1'));
    const both = [
      { unitId: 'dorm', beds: 2, cots: 0 },
      { unitId: 'u1', beds: 1, cots: 0 },
    ];
    expect(apply(taken, holdOf('h2', { allocations: both })).refused).toBe('placeTaken');
    expect(apply(given(registered), holdOf('h2', { allocations: both })).state.shelter?.holds[0]?.allocations).toEqual(
      both,
    );
  });
  it('takes the place of one that has expired, and says so', () => {
    const { facts } = apply(given(registered, holdOf('h1')), holdOf('h2', { now: later(15) }));
    expect(types(facts)).toEqual(['HoldExpired', 'PlaceHeld']);
    expect(facts[1]).toMatchObject({ data: { token: 2 } });
  });

  const bed = [{ unitId: 'dorm', beds: 1, cots: 0 }];
  it.each<[string, string, Partial<Extract<ShelterCommand, { do: 'hold' }>>]>([
    ['a man where no men are taken', 'houseRules', { party: { ...mother, women: 0, men: 1 }, allocations: bed }],
    ['a boy who is too old', 'houseRules', { party: { ...mother, children: [{ sex: 'boy', ageYears: 16 }] } }],
    ['a dog where no pets are taken', 'houseRules', { party: { ...mother, pets: 1 } }],
    ['three people in one bed', 'tooFewBeds', { party: family, allocations: bed }],
    ['more beds than there are', 'placeTaken', { party: mother, allocations: [{ unitId: 'dorm', beds: 5, cots: 0 }] }],
    ['a unit that does not exist', 'noSuchUnit', { party: mother, allocations: [{ unitId: 'x', beds: 1, cots: 0 }] }],
    ['the same unit twice', 'unitTwice', { party: mother, allocations: [...bed, ...bed] }],
  ])('is refused for %s', (_name, refused, more) => {
    expect(apply(given(registered), holdOf('h1', more)).refused).toBe(refused);
  });
});

describe('a live hold', () => {
  it('goes from offered to accepted, confirmed, arrived, and leaves nothing behind', () => {
    const left = given(
      registered,
      holdOf('h1'),
      accept,
      confirm,
      { do: 'arrive', holdId: 'h1', token: 1 },
      { do: 'leave', holdId: 'h1', token: 1 },
    );
    expect(left.shelter?.holds).toEqual([]);
    expect(apply(left, holdOf('h2')).refused).toBeUndefined();
  });
  it('cannot be accepted or confirmed after its time', () => {
    const offered = given(registered, holdOf('h1'));
    expect(apply(offered, { ...accept, now: later(15) } as ShelterCommand).refused).toBe('holdExpired');
    const accepted = given(registered, holdOf('h1'), accept);
    expect(apply(accepted, { ...confirm, now: later(30) } as ShelterCommand).refused).toBe('holdExpired');
  });
  it('is given back at the step at which that was decided, and not at a later one', () => {
    const release = { do: 'release', holdId: 'h1', token: 1, reason: 'superseded', ifState: 'offered' } as const;
    expect(apply(given(registered, holdOf('h1')), release).refused).toBeUndefined();
    expect(apply(given(registered, holdOf('h1'), accept), release).refused).toBe('wrongHoldState');
  });
  it('ignores whoever comes with an old token', () => {
    const offered = given(registered, holdOf('h1'));
    expect(apply(offered, { ...accept, token: 9 } as ShelterCommand).refused).toBe('staleToken');
  });
  it('expires on time, not before', () => {
    const offered = given(registered, holdOf('h1'));
    expect(apply(offered, { do: 'expire', now: later(14.9) }).facts).toEqual([]);
    expect(types(apply(offered, { do: 'expire', now: later(15) }).facts)).toEqual(['HoldExpired']);
  });
  it('does not expire once it is confirmed', () => {
    expect(apply(given(registered, holdOf('h1'), accept, confirm), { do: 'expire', now: later(999) }).facts).toEqual(
      [],
    );
  });
});

describe('a unit', () => {
  it('cannot be taken out of service while somebody has it', () => {
    const out: ShelterCommand = { do: 'takeOutOfService', unitId: 'u1', reason: 'works' };
    expect(apply(given(registered, holdOf('h1')), out).refused).toBe('unitTaken');
    expect(apply(given(registered, out), holdOf('h1')).refused).toBe('placeTaken');
    expect(
      apply(given(registered, out, { do: 'returnToService', unitId: 'u1' }), holdOf('h1')).refused,
    ).toBeUndefined();
  });
  it('has its own id', () => {
    expect(apply(given(registered), { do: 'addUnit', unitId: 'u1', unit: unit() }).refused).toBe('unitExists');
  });
});

it('registers a shelter once, and again only as the same', () => {
  expect(apply(given(registered), registered)).toMatchObject({ facts: [], refused: undefined });
  expect(apply(given(registered), { ...registered, units: [] } as ShelterCommand).refused).toBe('shelterExists');
});
it('is the same house only with the same units, in any order', () => {
  const { units } = registered as Extract<ShelterCommand, { do: 'register' }>;
  const other = units.map(({ unitId, unit: cells }) => ({ unitId, unit: { ...cells, beds: cells.beds + 1 } }));
  expect(apply(given(registered), { ...registered, units: [...units].reverse() } as ShelterCommand).facts).toEqual([]);
  expect(apply(given(registered), { ...registered, units: other } as ShelterCommand).refused).toBe('shelterExists');
});
it('has no more units than its document can carry', () => {
  const many = Array.from({ length: 200 }, (_, number) => ({ unitId: `n${number}`, unit: unit() }));
  const full = given({ ...registered, units: many } as ShelterCommand);
  expect(apply(full, { do: 'addUnit', unitId: 'one-more', unit: unit() }).refused).toBe('tooManyUnits');
});
it('points to its address, and remembers which entries to forget', () => {
  const house = given({ ...registered, addressId: 'a1' } as ShelterCommand, { do: 'changeAddress', addressId: 'a2' });
  expect(house).toMatchObject({ addressId: 'a2', formerAddressIds: ['a1'] });
  expect(apply(house, { do: 'changeAddress', addressId: 'a2' }).facts).toEqual([]);
});

import { freePlaces, type Shelter, Shelter as ShelterSchema } from '@abri/contracts/shelter';
import fc from 'fast-check';
import type { ShelterCommand } from './decide.js';
import { apply, given, later, mother, registered } from './test-shelters.js';

const holdId = fc.constantFrom('h1', 'h2', 'h3', 'h4');
const minute = fc.integer({ min: 0, max: 60 });
const anyParty = fc.record({
  women: fc.integer({ min: 0, max: 3 }),
  men: fc.integer({ min: 0, max: 1 }),
  children: fc.array(
    fc.record({ sex: fc.constantFrom('girl' as const, 'boy' as const), ageYears: fc.integer({ min: 0, max: 17 }) }),
    { maxLength: 3 },
  ),
  pets: fc.integer({ min: 0, max: 1 }),
});
// Mostly parties and places that fit one another: only what is granted can break something.
const party = fc.oneof({ weight: 4, arbitrary: fc.constant(mother) }, { weight: 1, arbitrary: anyParty });
const anyAllocation = fc.record({
  unitId: fc.constantFrom('u1', 'dorm', 'nowhere'),
  beds: fc.integer({ min: 0, max: 5 }),
  cots: fc.integer({ min: 0, max: 2 }),
});
const allocation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ unitId: fc.constantFrom('u1', 'dorm'), beds: fc.constantFrom(1, 2), cots: fc.constant(0) }),
  },
  { weight: 1, arbitrary: anyAllocation },
);
const hold = fc
  .record({ holdId, allocations: fc.array(allocation, { minLength: 1, maxLength: 2 }), party, at: minute })
  .map(({ at, ...rest }): ShelterCommand => ({
    do: 'hold',
    requestId: `of-${rest.holdId}`,
    offerMinutes: 15,
    confirmMinutes: 30,
    now: later(at),
    ...rest,
  }));
/** Stands for the token that the hold has when the command comes. */
const theRightOne = 0;
const take = (state: ReturnType<typeof given>, command: ShelterCommand) => {
  if (!('token' in command) || command.token !== theRightOne) return apply(state, command);
  const live = state.shelter?.holds.find(({ holdId }) => holdId === command.holdId);
  return apply(state, { ...command, token: live?.token ?? 1 });
};
const about = fc
  .record({
    holdId,
    token: fc.oneof(
      { weight: 3, arbitrary: fc.constant(theRightOne) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
    ),
    at: minute,
    what: fc.constantFrom('accept', 'decline', 'release', 'confirm', 'arrive', 'leave'),
  })
  .map(({ what, at, ...ref }): ShelterCommand => {
    const now = later(at);
    switch (what) {
      case 'accept':
        return { do: 'accept', now, confirmMinutes: 30, ...ref };
      case 'decline':
        return { do: 'decline', reason: 'other', ...ref };
      case 'release':
        return { do: 'release', reason: 'withdrawn', ...ref };
      case 'confirm':
        return { do: 'confirm', now, ...ref };
      default:
        return { do: what as 'arrive' | 'leave', ...ref };
    }
  });
const other = fc.oneof(
  fc.record({ do: fc.constant('expire' as const), now: minute.map(later) }),
  fc.record({
    do: fc.constant('takeOutOfService' as const),
    unitId: fc.constantFrom('u1', 'dorm'),
    reason: fc.constant('works' as const),
  }),
  fc.record({ do: fc.constant('returnToService' as const), unitId: fc.constantFrom('u1', 'dorm') }),
);
/** A household that gets as far as a confirmed place, if the house has one. */
const placed = hold.map((command): ShelterCommand[] => {
  if (command.do !== 'hold') return [command];
  const ref = { holdId: command.holdId, token: theRightOne, now: command.now };
  return [command, { do: 'accept', confirmMinutes: 30, ...ref }, { do: 'confirm', ...ref }];
});
const one = (arbitrary: fc.Arbitrary<ShelterCommand>) => arbitrary.map((command) => [command]);
const commands = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: one(hold) },
      { weight: 4, arbitrary: one(about) },
      { weight: 1, arbitrary: one(other) },
      { weight: 2, arbitrary: placed },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((chunks) => chunks.flat());

/** The units that are promised to more than they can take: counted here in another way than the service counts, bed by bed. */
const doubled = (shelter: Shelter) =>
  shelter.units.filter((unit) => {
    const taken = shelter.holds.flatMap((live) => live.allocations.filter(({ unitId }) => unitId === unit.unitId));
    const sum = (what: 'beds' | 'cots') => taken.reduce((total, allocation) => total + allocation[what], 0);
    const tooMany = sum('beds') > unit.beds || sum('cots') > unit.cots;
    const shared = unit.sharing === 'exclusive' && taken.length > 1;
    return tooMany || shared || (unit.service.state === 'outOfService' && taken.length > 0);
  });
const shelterOf = (state: ReturnType<typeof given>): Shelter => {
  if (!state.shelter) throw new Error('not registered');
  return state.shelter;
};

it('never has a bed in two live holds or stays, and always fits its contract', () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      let state = given(registered);
      const wrong = sequence.flatMap((command) => {
        state = take(state, command).state;
        return doubled(shelterOf(state));
      });
      expect(wrong).toEqual([]);
      expect(ShelterSchema.safeParse(state.shelter).success).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('gives every live hold its own, ever higher token', () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      let state = given(registered);
      let highest = 0;
      for (const command of sequence) {
        const { state: after, facts } = take(state, command);
        for (const fact of facts) {
          if (fact.type !== 'PlaceHeld') continue;
          expect(fact.data.token).toBeGreaterThan(highest);
          highest = fact.data.token;
        }
        state = after;
      }
    }),
    { numRuns: 500 },
  );
});

it('frees by decline, release and expiry exactly what was held', () => {
  fc.assert(
    fc.property(commands, hold, fc.constantFrom('decline', 'release', 'expire'), (sequence, command, how) => {
      const before = sequence.reduce((state, next) => take(state, next).state, given(registered));
      // By then every earlier hold has expired or has been confirmed: only the fresh one can end below.
      const clear = apply(before, { do: 'expire', now: later(120) }).state;
      if (command.do !== 'hold') throw new Error('not a hold');
      const held = apply(clear, { ...command, holdId: 'fresh', now: later(120) });
      fc.pre(held.refused === undefined);
      const ref = { holdId: 'fresh', token: held.state.lastToken };
      const freed = apply(
        held.state,
        how === 'decline'
          ? { do: 'decline', reason: 'other', ...ref }
          : how === 'release'
            ? { do: 'release', reason: 'withdrawn', ...ref }
            : { do: 'expire', now: later(135) },
      );
      const free = (shelter: Shelter) => shelter.units.map((unit) => freePlaces(shelter, unit));
      expect(freed.refused).toBeUndefined();
      expect(free(shelterOf(freed.state))).toEqual(free(shelterOf(clear)));
      expect(shelterOf(freed.state).holds).toEqual(shelterOf(clear).holds);
    }),
    { numRuns: 500 },
  );
});

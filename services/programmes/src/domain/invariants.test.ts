import { ProgrammesEvent, type ProgrammesFact } from '@abri/contracts/programmes-events';
import fc from 'fast-check';
import type { SeriesCommand } from './decide.js';
import type { SeriesState } from './state.js';
import { apply, later, school, signUp, there, training } from './test-series.js';

const who = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const sessionId = fc.constantFrom('s1', 's2', 's3');
const command: fc.Arbitrary<SeriesCommand> = fc.oneof(
  { weight: 4, arbitrary: who.map(signUp) },
  { weight: 2, arbitrary: who.map((participantId): SeriesCommand => ({ do: 'withdraw', participantId })) },
  // Mostly people who have a seat: only what is taken can break something.
  {
    weight: 6,
    arbitrary: fc
      .tuple(sessionId, fc.oneof(fc.subarray(['a', 'b']), fc.uniqueArray(who, { maxLength: 3 })))
      .map(([id, all]) => there(id, ...all)),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(sessionId, fc.nat(40), fc.integer({ min: 0, max: 20 }))
      .map(([id, reached, day]): SeriesCommand => ({ do: 'holdSession', sessionId: id, reached, now: later(day) })),
  },
  sessionId.map((id): SeriesCommand => ({ do: 'cancelSession', sessionId: id, reason: 'other' })),
  fc
    .tuple(sessionId, fc.integer({ min: 0, max: 20 }))
    .map(([id, day]): SeriesCommand => ({ do: 'moveSession', sessionId: id, startsAt: later(day), minutes: 60 })),
  fc.constant<SeriesCommand>({ do: 'planSession', sessionId: 's3', startsAt: later(15), minutes: 60 }),
  fc.constant<SeriesCommand>({ do: 'complete', certificates: 'c' }),
);
const life = fc.array(command, { maxLength: 40 });
const begin = fc.constantFrom(training, school);

function play(
  first: SeriesCommand,
  commands: readonly SeriesCommand[],
  look: (o: { facts: readonly ProgrammesFact[]; state: NonNullable<SeriesState> }) => void,
) {
  let before: SeriesState = null;
  for (const one of [first, ...commands]) {
    const { facts, state } = apply(before, one);
    if (state) look({ facts, state });
    before = state;
  }
}

it('gives no more seats than there are, and lets nobody wait beside a free one', () => {
  fc.assert(
    fc.property(life, (commands) => {
      play(training, commands, ({ state }) => {
        const signedUp = state.participants.filter((one) => one.state === 'signedUp').length;
        expect(signedUp).toBeLessThanOrEqual(2);
        if (state.participants.some((one) => one.state === 'waiting')) expect(signedUp).toBe(2);
      });
    }),
    { numRuns: 300 },
  );
});

it('certifies exactly those who were at every session held, once', () => {
  const end: SeriesCommand = { do: 'complete', certificates: 'c' };
  fc.assert(
    fc.property(life, fc.subarray(['a', 'b']), fc.subarray(['a', 'b']), (any, first, second) => {
      const seats = [signUp('a'), signUp('b')];
      const commands = [...seats, ...any, there('s1', ...first), there('s2', ...second), end];
      const trained: string[] = [];
      play(training, commands, ({ facts, state }) => {
        for (const fact of facts) if (fact.type === 'ProfessionalTrained') trained.push(fact.data.participantId);
        const held = state.sessions.filter((one) => one.state === 'held');
        if (!state.completed) {
          expect(trained).toEqual([]);
          return;
        }
        const always = ['a', 'b', 'c', 'd', 'e'].filter((one) => held.every(({ attended }) => attended.includes(one)));
        expect([...trained].sort()).toEqual(always);
      });
    }),
    { numRuns: 400 },
  );
});

it('counts each session once: what was told and corrected adds up to what stands', () => {
  fc.assert(
    fc.property(begin, life, (first, commands) => {
      const told = new Map<string, number>();
      play(first, commands, ({ facts, state }) => {
        for (const { type, data } of facts) {
          if (type === 'SessionHeld') {
            expect(told.has(data.sessionId)).toBe(false);
            told.set(data.sessionId, data.reached);
          }
          if (type === 'SessionCountCorrected')
            told.set(data.sessionId, (told.get(data.sessionId) ?? NaN) + data.to - data.from);
        }
        for (const one of state.sessions) {
          expect(told.get(one.sessionId) ?? null).toBe(one.reached);
          if (state.programme.kind === 'training' && one.state === 'held')
            expect(one.reached).toBe(one.attended.length);
        }
      });
    }),
    { numRuns: 300 },
  );
});

it('tells others in ids, categories, times and numbers only', () => {
  fc.assert(
    fc.property(begin, life, (first, commands) => {
      play(first, commands, ({ facts }) => {
        for (const fact of facts) {
          const event = { id: 'e', aggregateId: 's', seq: 1, at: later(0), ...fact };
          expect(ProgrammesEvent.safeParse(event).error).toBeUndefined();
        }
      });
    }),
    { numRuns: 100 },
  );
});

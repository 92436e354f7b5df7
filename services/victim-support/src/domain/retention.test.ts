import fc from 'fast-check';
import { apply, by, given, later, opened } from './test-cases.js';

const step = fc.tuple(
  fc.constantFrom('close' as const, 'reopen' as const, 'giveConsent' as const),
  fc.integer({ min: 0, max: 9 }),
);

it('is over for exactly the cases that have been closed without a break since the day asked about', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.integer({ min: -1, max: 80 }), (steps, asked) => {
      let state = given(opened, { do: 'giveConsent', by, now: later(0), partnerId: by, until: later(300) });
      let day = 0;
      let closed: number | null = null;
      for (const [command, after] of steps) {
        day += after;
        const now = later(day);
        if (command === 'close') {
          state = apply(state, { do: 'close', by, now, reason: 'personWishes' }).state ?? state;
          closed ??= day;
        } else if (command === 'reopen') {
          state = apply(state, { do: 'reopen', by, now, category: 'woman' }).state ?? state;
          closed = null;
        } else {
          state =
            apply(state, { do: 'giveConsent', by, now, partnerId: 'legal', until: later(day + 5) }).state ?? state;
        }
      }
      const { facts } = apply(state, { do: 'endRetention', closedBefore: later(asked), now: later(400) });
      const due = closed !== null && closed <= asked;
      expect(facts).toEqual(due ? [{ type: 'PersonErased', data: {} }] : []);
    }),
    { numRuns: 500 },
  );
});

it('does nothing to who was erased already, and needs nobody’s consent', () => {
  const closed = given(opened, { do: 'close', by, now: later(1), reason: 'personWishes' });
  const end = { do: 'endRetention', closedBefore: later(200), now: later(900) } as const;
  const { state, facts } = apply(closed, end);
  expect(facts).toHaveLength(1);
  expect(apply(state, end).facts).toEqual([]);
});

import fc from 'fast-check';
import { apply, by, given, later, opened } from './test-files.js';

const step = fc.tuple(
  fc.constantFrom('close' as const, 'reopen' as const, 'correctIdentity' as const),
  fc.integer({ min: 0, max: 9 }),
);

it('is over for exactly the files that have been closed without a break since the day asked about', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.integer({ min: -1, max: 80 }), (steps, asked) => {
      let state = given(opened());
      let day = 0;
      let closed: number | null = null;
      steps.forEach(([command, after], index) => {
        day += after;
        const now = later(day);
        if (command === 'close') {
          state = apply(state, { do: 'close', by, now, decisionId: `d${index}`, grounds: 'complied' }).state ?? state;
          closed ??= day;
        } else if (command === 'reopen') {
          state = apply(state, { do: 'reopen', by, now, proposalId: `p${index}` }).state ?? state;
          closed = null;
        } else {
          // Correcting a name touches a closed file, and does not keep it longer.
          state = apply(state, { do: 'correctIdentity', by, now }).state ?? state;
        }
      });
      const { facts } = apply(state, { do: 'endRetention', closedBefore: later(asked), now: later(400) });
      const due = closed !== null && closed <= asked;
      expect(facts).toEqual(due ? [{ type: 'FileErased', data: {} }] : []);
    }),
    { numRuns: 500 },
  );
});

it('does nothing to who was erased already', () => {
  const closed = given(opened(), { do: 'close', by, now: later(1), decisionId: 'd', grounds: 'complied' });
  const end = { do: 'endRetention', closedBefore: later(2), now: later(3) } as const;
  const { state, facts } = apply(closed, end);
  expect(facts).toHaveLength(1);
  expect(apply(state, end).facts).toEqual([]);
});

import fc from 'fast-check';
import type { CaseState } from './state.js';
import { apply, childOf, days, given, type LooseCommand, opened } from './test-cases.js';

const close = (day: number): LooseCommand => ({
  do: 'close',
  reason: 'movedAway',
  now: days(day),
  reviewAt: days(day + 90),
});
const end = (closedBefore: string): LooseCommand => ({ do: 'endRetention', closedBefore, now: days(9_000), by: null });
/** Whoever looks again ends the task that closing has planned. */
const looked = (state: CaseState, day: number) =>
  childOf(state).tasks.reduce(
    (before, { taskId, state: task }) =>
      task === 'open' ? apply(before, { do: 'finishTask', taskId, now: days(day) }).state : before,
    state,
  );
const closedAndLooked = (state = given(opened)) => looked(apply(state, close(1)).state, 2);
const erases = (state: CaseState, closedBefore: string) => apply(state, end(closedBefore)).facts.length > 0;

it('is over for exactly the cases that have been closed without a break since the day asked about', () => {
  const step = fc.tuple(
    fc.constantFrom('close' as const, 'reopen' as const, 'addNote' as const),
    fc.integer({ min: 0, max: 9 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.integer({ min: -1, max: 80 }), (steps, asked) => {
      let state = given(opened);
      let day = 0;
      let closed: number | null = null;
      for (const [command, after] of steps) {
        day += after;
        if (command === 'close') {
          state = looked(apply(state, close(day)).state, day);
          closed ??= day;
        } else if (command === 'reopen') {
          state = apply(state, { do: 'reopen', now: days(day) }).state;
          closed = null;
        } else state = apply(state, { do: 'addNote', noteId: `n${day}`, now: days(day) }).state;
      }
      const { facts } = apply(state, end(days(asked)));
      const due = closed !== null && closed <= asked;
      expect(facts).toEqual(due ? [{ type: 'PersonErased', data: { by: null } }] : []);
    }),
    { numRuns: 500 },
  );
});

it('waits for the look again that closing has planned', () => {
  const closed = apply(given(opened), close(1)).state;
  expect(erases(closed, days(5_000))).toBe(false);
  expect(erases(looked(closed, 91), days(5_000))).toBe(true);
});

it('waits until a report was acknowledged', () => {
  const reported = given(opened, { do: 'report', reportId: 'r', channel: 'form', urgent: true });
  const closed = closedAndLooked(reported);
  expect(erases(closed, days(5_000))).toBe(false);
  expect(erases(apply(closed, { do: 'acknowledgeReport', reportId: 'r', now: days(3) }).state, days(5_000))).toBe(true);
});

it('waits until a lead has reviewed an opening in an emergency', () => {
  const closed = closedAndLooked();
  const opening = apply(closed, { do: 'breakGlass', accessId: 'a', reason: 'childAlone', by: 'n1' }).state;
  expect(erases(opening, days(5_000))).toBe(false);
  const reviewed = apply(opening, {
    do: 'reviewBreakGlass',
    accessId: 'a',
    verdict: 'justified',
    noteId: 'n',
    by: 'lead',
  }).state;
  expect(erases(reviewed, days(5_000))).toBe(true);
});

it('leaves a joined case to the one that it was joined to, and an absorbing case is open again', () => {
  const closed = closedAndLooked();
  expect(erases(apply(closed, { do: 'joinInto', into: 'c2', carried: [] }).state, days(5_000))).toBe(false);
  const absorbing = apply(closed, { do: 'absorb', from: 'c0', danger: 'severe', carried: [] }).state;
  expect(erases(absorbing, days(5_000))).toBe(false);
});

it('does nothing to who was erased already', () => {
  expect(erases(apply(closedAndLooked(), { do: 'erase' }).state, days(5_000))).toBe(false);
});

import fc from 'fast-check';
import { openTasks } from './joining.js';
import { settledIn } from './separating.js';
import type { CaseState } from './state.js';
import { apply, childOf, days, given, hours, type LooseCommand, opened } from './test-cases.js';

const own: LooseCommand = { do: 'addTask', kind: 'other', who: 'nurse', dueAt: days(1), assignee: null };
const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);

/** The two cases of a join, both halves done. */
function joined(from: CaseState, into: CaseState) {
  const carried = openTasks(childOf(from));
  const absorbed = apply(into, { do: 'absorb', from: 'from', danger: 'severe', carried }, 'into').state;
  const names = carried.map(({ taskId }) => taskId);
  return { from: apply(from, { do: 'joinInto', into: 'into', carried: names }, 'from').state, into: absorbed };
}
/** Both halves of undoing it. */
function parted(cases: { from: CaseState; into: CaseState }, now = hours(1)) {
  const settled = settledIn(childOf(cases.into), 'from');
  const from = apply(cases.from, { do: 'separate', from: 'into', settled, now }, 'from');
  const into = apply(cases.into, { do: 'release', other: 'from', now }, 'into');
  return { from, into };
}
const pair = () => {
  const from = { ...given(opened, own) };
  return joined(asCase(from, 'from'), asCase(given(opened), 'into'));
};
const asCase = (state: CaseState, caseId: string): CaseState => ({ ...state, child: { ...childOf(state), caseId } });

describe('undoing a join', () => {
  it('lets the joined case live again with what it had open, and takes it from the other', () => {
    const cases = pair();
    const { from, into } = parted(cases);
    expect(types(from.facts)).toEqual(['CaseSeparated']);
    expect(childOf(from.state).status).toEqual({ state: 'open' });
    expect(openTasks(childOf(from.state))).toHaveLength(7);
    expect(types(into.facts)).toEqual(['TaskCancelled', 'CaseReleased']);
    expect(childOf(into.state).joined).toEqual([]);
    expect(openTasks(childOf(into.state))).toHaveLength(6);
  });
  it('ends what was done in the other case, and does not ask for it again', () => {
    const cases = pair();
    const carrying = childOf(cases.into).tasks.find((task) => task.carries?.taskId === 't7')?.taskId ?? '';
    const done = { ...cases, into: apply(cases.into, { do: 'finishTask', taskId: carrying }, 'into').state };
    const { from, into } = parted(done);
    expect(types(from.facts)).toEqual(['CaseSeparated', 'TaskDone']);
    expect(types(into.facts)).toEqual(['CaseReleased']);
  });
  it('proposes neither to the other again', () => {
    const { from, into } = parted(pair());
    expect([from.state.different, into.state.different]).toEqual([['into'], ['from']]);
  });
  it('does nothing a second time, and refuses where nothing was joined', () => {
    const { from, into } = parted(pair());
    expect(parted({ from: from.state, into: into.state })).toMatchObject({ from: { facts: [] }, into: { facts: [] } });
    expect(apply(given(opened), { do: 'separate', from: 'x', settled: [] }).refused).toBe('notJoined');
    expect(apply(pair().from, { do: 'separate', from: 'x', settled: [] }).refused).toBe('caseJoined');
  });
});

const step = fc.oneof(
  fc.record({
    do: fc.constant('finishTask' as const),
    taskId: fc.integer({ min: 1, max: 20 }).map((number) => `t${number}`),
  }),
  fc.record({
    do: fc.constant('cancelTask' as const),
    taskId: fc.integer({ min: 1, max: 20 }).map((number) => `t${number}`),
    reason: fc.constant('notNeeded' as const),
  }),
  fc.constant(own),
);
const story = fc.array(step, { maxLength: 20, size: 'max' });
const play = (state: CaseState, steps: readonly LooseCommand[], caseId: string) =>
  steps.reduce((before, command) => apply(before, command, caseId).state, state);

it('never loses a task by a join that is undone: it is open again, or was ended by somebody meanwhile', () => {
  fc.assert(
    fc.property(story, story, story, (before, others, meanwhile) => {
      const from = asCase(play(given(opened), before, 'from'), 'from');
      const into = asCase(play(given(opened), others, 'into'), 'into');
      const cases = joined(from, into);
      const worked = { ...cases, into: play(cases.into, meanwhile, 'into') };
      const { from: after, into: left } = parted(worked);
      const openAfter = openTasks(childOf(after.state));
      const carried = new Map(
        childOf(worked.into).tasks.flatMap((task) => (task.carries ? [[task.carries.taskId, task.state]] : [])),
      );
      for (const task of openTasks(childOf(from))) {
        const end = carried.get(task.taskId);
        const open = openAfter.some(({ taskId }) => taskId === task.taskId);
        expect(open).toBe(end === undefined || end === 'open');
        // A task that was done elsewhere goes on into its next round here.
        if (end === 'done' && task.repeats && task.repeats.left > 0)
          expect(openAfter.some((next) => next.stepId === task.stepId)).toBe(true);
      }
      // The other keeps all of its own, and nothing of this one.
      const own = childOf(worked.into).tasks.filter((task) => task.state === 'open' && task.carries === null);
      expect(openTasks(childOf(left.state))).toEqual(own);
    }),
    { numRuns: 300 },
  );
});

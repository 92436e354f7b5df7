import { ChildCase } from '@abri/contracts/child-case';
import { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import fc from 'fast-check';
import { caseAggregate } from './case-aggregate.js';
import { openTasks } from './joining.js';
import { nextAlert } from './overdue.js';
import type { CaseState } from './state.js';
import { apply, childOf, given, hours, limits, type LooseCommand, opened } from './test-cases.js';

const taskId = fc.integer({ min: 1, max: 12 }).map((number) => `t${number}`);
const worker = fc.constantFrom('w1', 'w2', null);
const team = fc.constantFrom('east', 'west');
const loose = fc.oneof(
  fc.record({ do: fc.constant('finishTask' as const), taskId }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reopenTask' as const), taskId }) },
  fc.record({ do: fc.constant('cancelTask' as const), taskId, reason: fc.constant('notNeeded' as const) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reassignTask' as const), taskId, assignee: worker }) },
  fc.record({ do: fc.constant('see' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('offerHandOver' as const), handOverId: fc.constant('h'), to: team }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('acceptHandOver' as const), handOverId: fc.constant('h') }) },
  fc.record({
    do: fc.constant('declineHandOver' as const),
    handOverId: fc.constant('h'),
    reason: fc.constant('wrongTeam' as const),
  }),
  fc.record({
    do: fc.constant('addTask' as const),
    kind: fc.constant('other' as const),
    who: fc.constant('nurse' as const),
    dueAt: fc.integer({ min: 0, max: 900 }).map(hours),
    assignee: worker,
  }),
  fc.constant({ do: 'close' as const, reason: 'movedAway' as const, reviewAt: hours(5_000) }),
  fc.constant({ do: 'reopen' as const }),
  fc.constant(opened),
);
/** Commands at hours that never go back. */
const story = fc
  .array(fc.tuple(loose, fc.integer({ min: 0, max: 60 })), { maxLength: 40, size: 'max' })
  .map((steps) => {
    let hour = 0;
    return steps.map(([command, later]) => ({ command: command as LooseCommand, hour: (hour += later) }));
  });
const openIds = (state: CaseState) => openTasks(childOf(state)).map((task) => task.taskId);

it('never loses a task in a hand-over, nor leaves one with a worker of the team before', () => {
  fc.assert(
    fc.property(story, (steps) => {
      let state = given(opened);
      for (const { command, hour } of steps) {
        const before = state;
        const { state: after, facts } = apply(state, { ...command, now: hours(hour) } as LooseCommand);
        state = after;
        if (!facts.some(({ type }) => type.startsWith('HandOver'))) continue;
        expect(openIds(after)).toEqual(openIds(before));
        const [mine, theirs] = [childOf(before).team, childOf(after).team];
        for (const task of childOf(after).tasks)
          if (mine !== theirs && task.state === 'open') expect(task.assignee).toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});

it('never lets an overdue task lie unseen for longer than the limit without telling the lead', () => {
  fc.assert(
    fc.property(story, (steps) => {
      let state = given(opened);
      let clock = 0;
      /** What the service's timer does: it asks the store what is due, and gives that case the command. */
      const timer = (until: number) => {
        for (; clock <= until; clock++) {
          const due = nextAlert(state.child, limits.unseenHours);
          if (due !== null && due <= hours(clock))
            state = apply(state, { do: 'alertLead', now: hours(clock), by: null }).state;
        }
      };
      /** Counted in another way than the service counts: from the history of each task. */
      const check = (hour: number) => {
        for (const task of childOf(state).tasks) {
          if (task.state !== 'open' || childOf(state).status.state === 'joined') continue;
          const waiting = Math.max(Date.parse(task.dueAt), Date.parse(task.assignedAt));
          const tooLong = Date.parse(hours(hour)) - waiting > limits.unseenHours * 3_600_000;
          const seen = task.seenAt !== null && task.seenAt >= task.dueAt;
          if (tooLong && !seen) expect(task.alertedAt).not.toBeNull();
        }
      };
      for (const { command, hour } of steps) {
        timer(hour);
        check(hour);
        state = apply(state, { ...command, now: hours(hour) } as LooseCommand).state;
      }
      timer(clock + 2_000);
      check(clock - 1);
    }),
    { numRuns: 200 },
  );
});

it('never has a step open twice, however often its tasks end and are opened again', () => {
  fc.assert(
    fc.property(story, (steps) => {
      let state = given(opened);
      for (const { command, hour } of steps) {
        state = apply(state, { ...command, now: hours(hour) } as LooseCommand).state;
        const ofSteps = openTasks(childOf(state)).flatMap(({ stepId }) => stepId ?? []);
        expect(ofSteps).toEqual([...new Set(ofSteps)]);
      }
    }),
    { numRuns: 500 },
  );
});

it('never ends a joined case before each of its open tasks lives on in the other', () => {
  fc.assert(
    fc.property(story, story, fc.boolean(), (one, other, changesMeanwhile) => {
      const play = (steps: typeof one, caseId: string) =>
        steps.reduce(
          (state, { command, hour }) => apply(state, { ...command, now: hours(hour) } as LooseCommand, caseId).state,
          given(opened),
        );
      const [from, into] = [play(one, 'from'), play(other, 'into')];
      const carried = openTasks(childOf(from));
      const now = hours(3_000);
      const absorbed = apply(into, { do: 'absorb', from: 'from', danger: 'severe', carried, now }, 'into').state;
      const fresh: LooseCommand = { do: 'addTask', kind: 'other', who: 'nurse', dueAt: now, assignee: null, now };
      const changed = changesMeanwhile ? apply(from, fresh, 'from').state : from;
      const names = carried.map((task) => task.taskId);
      const ended = apply(changed, { do: 'joinInto', into: 'into', carried: names, now }).state;
      if (childOf(ended).status.state !== 'joined') return;
      for (const task of openTasks(childOf(changed))) {
        const livesOn = openTasks(childOf(absorbed)).some(
          (own) => own.stepId === task.stepId && (own.stepId !== null || own.kind === task.kind),
        );
        expect(livesOn).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

it('always fits its contracts, and shows no worker in its public state', () => {
  const { publicState } = caseAggregate(limits);
  fc.assert(
    fc.property(story, (steps) => {
      let state = given(opened);
      for (const { command, hour } of steps) {
        const { state: after, facts } = apply(state, { ...command, now: hours(hour) } as LooseCommand);
        state = after;
        facts.forEach((fact, index) => {
          const event = { ...fact, id: `e${index}`, aggregateId: 'c1', seq: index + 1, at: hours(hour) };
          expect(ChildFollowupEvent.safeParse(event).error).toBeUndefined();
        });
      }
      expect(ChildCase.safeParse(state.child).error).toBeUndefined();
      expect(JSON.stringify(publicState(state))).not.toMatch(/"w[12]"/);
    }),
    { numRuns: 200 },
  );
});

import { defaultProtocol } from '@abri/contracts/child-protocol';
import { openTasks } from './joining.js';
import { nextAlert } from './overdue.js';
import { apply, childOf, days, given, hours, type LooseCommand, opened } from './test-cases.js';

const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);
const taskOf = (kind: string) => {
  const index = defaultProtocol.steps.findIndex((step) => step.kind === kind);
  return `t${index + 1}`;
};
const offer: LooseCommand = { do: 'offerHandOver', handOverId: 'h1', to: 'west' };
const accept: LooseCommand = { do: 'acceptHandOver', handOverId: 'h1' };
const close: LooseCommand = { do: 'close', reason: 'safeAndSupported', reviewAt: days(90) };

describe('opening a case', () => {
  it('makes a task of each step of the protocol, due from now on', () => {
    const child = childOf(given(opened));
    expect(child.tasks.map(({ kind, dueAt }) => [kind, dueAt])).toEqual(
      defaultProtocol.steps.map(({ kind, afterDays }) => [kind, days(afterDays)]),
    );
    expect(child).toMatchObject({ team: 'east', danger: 'severe', status: { state: 'open' } });
  });
  it('is done once, however often the placement is told', () => {
    expect(apply(given(opened), opened).facts).toEqual([]);
  });
  it('opens a closed case again when the child is placed again, with a new first contact', () => {
    const { facts, state } = apply(given(opened, close), opened);
    expect(types(facts)).toEqual(['CaseReopened', 'TaskOpened']);
    expect(childOf(state).tasks.at(-1)).toMatchObject({ kind: 'firstContact', state: 'open' });
  });
  it('says where to look when the case was joined to another', () => {
    const joined = given(opened, {
      do: 'joinInto',
      into: 'c2',
      carried: openTasks(childOf(given(opened))).map((task) => task.taskId),
    });
    expect(apply(joined, opened)).toMatchObject({ refused: 'caseJoined' });
  });
});

describe('a task', () => {
  it('opens its next round when it is done, until all rounds are', () => {
    const rounds = defaultProtocol.steps.find(({ kind }) => kind === 'safeParentMeeting')?.repeats?.rounds ?? 0;
    let state = given(opened);
    for (let round = 1; round <= rounds; round++) {
      const next = childOf(state).tasks.find((task) => task.kind === 'safeParentMeeting' && task.state === 'open');
      state = apply(state, { do: 'finishTask', taskId: next?.taskId ?? '', now: days(round * 10) }).state;
    }
    const all = childOf(state).tasks.filter(({ kind }) => kind === 'safeParentMeeting');
    expect(all.map((task) => task.state)).toEqual(Array(rounds).fill('done'));
    expect(all[1]?.dueAt).toBe(days(70));
  });
  it('ends once: done again is fine, cancelled after that is not', () => {
    const done = given(opened, { do: 'finishTask', taskId: 't1' });
    expect(apply(done, { do: 'finishTask', taskId: 't1' })).toMatchObject({ facts: [], refused: undefined });
    expect(apply(done, { do: 'cancelTask', taskId: 't1', reason: 'notNeeded' }).refused).toBe('taskEnded');
    expect(apply(done, { do: 'finishTask', taskId: 't99' }).refused).toBe('noSuchTask');
  });
  it('is opened again when it had ended by mistake, and climbs to the lead from then on', () => {
    const done = given(opened, { do: 'finishTask', taskId: 't1' });
    const again = apply(done, { do: 'reopenTask', taskId: 't1', now: days(3) });
    expect(again.facts).toEqual([{ type: 'TaskReopened', data: { taskId: 't1', repeats: null, by: 'w1' } }]);
    expect(childOf(again.state).tasks[0]).toMatchObject({
      state: 'open',
      endedAt: null,
      dueAt: days(2),
      assignedAt: days(3),
    });
    expect(nextAlert(again.state.child, 24)).toBe(days(4));
    expect(apply(again.state, { do: 'reopenTask', taskId: 't1' })).toMatchObject({ facts: [], refused: undefined });
    const cancelled = given(opened, { do: 'cancelTask', taskId: 't1', reason: 'duplicate' });
    expect(types(apply(cancelled, { do: 'reopenTask', taskId: 't1' }).facts)).toEqual(['TaskReopened']);
    expect(apply(done, { do: 'reopenTask', taskId: 't99' }).refused).toBe('noSuchTask');
  });
  it('takes the place of its next round when it is opened again, and has its rounds to come', () => {
    const meeting = taskOf('safeParentMeeting');
    const done = given(opened, { do: 'finishTask', taskId: meeting });
    const next = childOf(done).tasks.at(-1)?.taskId ?? '';
    const { state, facts } = apply(done, { do: 'reopenTask', taskId: meeting });
    const { repeats } = childOf(given(opened)).tasks.find(({ taskId }) => taskId === meeting) ?? {};
    expect(facts).toEqual([
      { type: 'TaskCancelled', data: { taskId: next, reason: 'duplicate', by: 'w1' } },
      { type: 'TaskReopened', data: { taskId: meeting, repeats, by: 'w1' } },
    ]);
    expect(types(apply(state, { do: 'finishTask', taskId: meeting }).facts)).toEqual(['TaskDone', 'TaskOpened']);
  });
  it('is not opened again beside a later round, and has no rounds to come where later ones are over', () => {
    const meeting = taskOf('safeParentMeeting');
    let state = given(opened);
    const next = () => openTasks(childOf(state)).find(({ kind }) => kind === 'safeParentMeeting')?.taskId;
    const finish = () => (state = apply(state, { do: 'finishTask', taskId: next() ?? '' }).state);
    finish();
    finish();
    expect(apply(state, { do: 'reopenTask', taskId: meeting }).refused).toBe('stepOpen');
    while (next() !== undefined) finish();
    expect(apply(state, { do: 'reopenTask', taskId: meeting }).facts).toMatchObject([{ data: { repeats: null } }]);
  });
  it('of a closed case is opened again only where it is the look again', () => {
    const closed = given(opened, { do: 'finishTask', taskId: 't2' }, close);
    expect(apply(closed, { do: 'reopenTask', taskId: 't2' }).refused).toBe('childCaseClosed');
    const review = openTasks(childOf(closed))[0]?.taskId ?? '';
    const looked = apply(closed, { do: 'finishTask', taskId: review }).state;
    const { state } = apply(looked, { do: 'reopenTask', taskId: review });
    expect(openTasks(childOf(state))).toMatchObject([{ taskId: review }]);
  });
  it('climbs to the lead when it is overdue and nobody has seen it in time', () => {
    const state = given(opened);
    const due = Date.parse(childOf(state).tasks[0]?.dueAt ?? '');
    const limit = new Date(due + 24 * 3_600_000).toISOString();
    expect(nextAlert(state.child, 24)).toBe(limit);
    expect(apply(state, { do: 'alertLead', now: new Date(Date.parse(limit) - 1).toISOString() }).facts).toEqual([]);
    const { facts, state: after } = apply(state, { do: 'alertLead', now: limit, by: null });
    expect(facts).toEqual([{ type: 'LeadAlerted', data: { taskId: taskOf('firstContact'), team: 'east' } }]);
    expect(apply(after, { do: 'alertLead', now: limit }).facts).toEqual([]);
  });
  it('does not climb when somebody saw it overdue, nor counts as seen before it is', () => {
    expect(apply(given(opened), { do: 'see', now: hours(1) }).facts).toEqual([]);
    const seen = given(opened, { do: 'see', now: days(2.5) });
    expect(types(apply(seen, { do: 'alertLead', now: days(4) }).facts)).toEqual([]);
  });
  it('must be seen again by whoever it is given to', () => {
    const given1 = given(
      opened,
      { do: 'see', now: days(2.5) },
      { do: 'reassignTask', taskId: 't1', assignee: 'w2', now: days(3) },
    );
    expect(types(apply(given1, { do: 'alertLead', now: days(3.9) }).facts)).toEqual([]);
    expect(types(apply(given1, { do: 'alertLead', now: days(4) }).facts)).toEqual(['LeadAlerted']);
  });
});

describe('a hand-over', () => {
  const assigned = given(opened, { do: 'reassignTask', taskId: 't1', assignee: 'w1' });
  it('leaves the case where it is until the other team accepts', () => {
    const offered = apply(assigned, offer).state;
    expect(childOf(offered)).toMatchObject({ team: 'east', handOver: { to: 'west' } });
    expect(childOf(offered).tasks[0]).toMatchObject({ assignee: 'w1' });
  });
  it('gives every open task to the new team, as nobody’s yet', () => {
    const accepted = apply(apply(assigned, offer).state, { ...accept, now: days(1) } as LooseCommand).state;
    expect(childOf(accepted)).toMatchObject({ team: 'west', handOver: null });
    expect(childOf(accepted).tasks.every((task) => task.assignee === null && task.assignedAt === days(1))).toBe(true);
  });
  it('can be declined with a reason or withdrawn, and changes nothing then', () => {
    for (const answer of [
      { do: 'declineHandOver', handOverId: 'h1', reason: 'noCapacity' },
      { do: 'withdrawHandOver', handOverId: 'h1' },
    ] as const) {
      const after = apply(apply(assigned, offer).state, answer).state;
      expect(after.child).toEqual(assigned.child);
    }
  });
  it('is one at a time, to another team, and answered once', () => {
    const offered = apply(assigned, offer).state;
    expect(apply(offered, { ...offer, handOverId: 'h2' } as LooseCommand).refused).toBe('handOverPending');
    expect(apply(assigned, { ...offer, to: 'east' } as LooseCommand).refused).toBe('sameTeam');
    expect(apply(apply(offered, accept).state, accept).refused).toBe('noSuchHandOver');
    expect(apply(offered, close).refused).toBe('handOverPending');
  });
});

describe('joining', () => {
  const other = childOf(given(opened, { do: 'addTask', kind: 'other', who: 'nurse', dueAt: days(1), assignee: null }));
  const absorb: LooseCommand = { do: 'absorb', from: 'c9', danger: 'extreme', carried: openTasks(other) };
  it('carries on what the other case has open and this one has not, with the graver danger', () => {
    const { state } = apply(given(opened), absorb);
    expect(childOf(state)).toMatchObject({ joined: ['c9'], danger: 'extreme' });
    expect(childOf(state).tasks.filter((task) => task.carries)).toMatchObject([
      { kind: 'other', carries: { caseId: 'c9', taskId: 't7' } },
    ]);
    expect(apply(state, absorb).facts).toEqual([]);
  });
  it('does not end a case with a task that was not carried on', () => {
    const into: LooseCommand = { do: 'joinInto', into: 'c2', carried: ['t1'] };
    expect(apply(given(opened), into).refused).toBe('tasksLeft');
  });
  it('opens a closed case again', () => {
    expect(types(apply(given(opened, close), absorb).facts).slice(0, 2)).toEqual(['CaseReopened', 'CaseAbsorbed']);
  });
  it('never ends both cases when two people join them in opposite ways at once', () => {
    const both = (caseId: string, other: string) => {
      const absorbed = apply(given(opened), { do: 'absorb', from: other, danger: 'severe', carried: [] }).state;
      const own = { ...absorbed, child: { ...childOf(absorbed), caseId } };
      const carried = openTasks(childOf(own)).map((task) => task.taskId);
      return apply(own, { do: 'joinInto', into: other, carried }).refused;
    };
    expect([both('c1', 'c2'), both('c2', 'c1')]).toEqual(['joinedOtherWay', undefined]);
  });
  it('is never with itself', () =>
    expect(apply(given(opened), { ...absorb, from: 'c1' } as LooseCommand).refused).toBe('sameCase'));
});

describe('closing', () => {
  it('ends what is open and makes the review the one thing left to do', () => {
    const child = childOf(given(opened, close));
    expect(child.status).toMatchObject({ state: 'closed', reason: 'safeAndSupported' });
    expect(openTasks(child)).toMatchObject([{ kind: 'review', dueAt: days(90) }]);
  });
  it('needs a review in the future', () => {
    expect(apply(given(opened), { ...close, reviewAt: days(-1) } as LooseCommand).refused).toBe('reviewInThePast');
  });
  it('stops new work, until somebody opens it again', () => {
    const closed = given(opened, close);
    expect(apply(closed, offer).refused).toBe('childCaseClosed');
    expect(apply(apply(closed, { do: 'reopen' }).state, offer).refused).toBeUndefined();
  });
});

it('keeps a trace of a worrying report and its receipt', () => {
  const report: LooseCommand = { do: 'report', reportId: 'p1', channel: 'form', urgent: true };
  const made = given(opened, report);
  expect(apply(made, report).facts).toEqual([]);
  const received = apply(made, { do: 'acknowledgeReport', reportId: 'p1', now: days(1) }).state;
  expect(childOf(received).reports).toMatchObject([{ reportId: 'p1', urgent: true, acknowledgedAt: days(1) }]);
  expect(apply(made, { do: 'acknowledgeReport', reportId: 'p2' }).refused).toBe('noSuchReport');
});

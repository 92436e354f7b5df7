import { hasConsent, yearOf } from '@abri/contracts/support-case';
import { SupportCaseEvent, type SupportCaseFact } from '@abri/contracts/support-events';
import fc from 'fast-check';
import type { CaseCommand } from './case-commands.js';
import type { CaseState } from './case-state.js';
import { apply, later, now, opened } from './test-cases.js';
import { nextDue } from './time.js';

const partner = fc.constantFrom('social', 'legal', 'medical');
const category = fc.constantFrom('woman' as const, 'man' as const, 'child' as const);
const goalId = fc.constantFrom('g1', 'g2');
const stepId = fc.constantFrom('s1', 's2');
const appointmentId = fc.constantFrom('a1', 'a2');
type Step = (at: string) => CaseCommand;
const of = <T extends object>(record: fc.Arbitrary<T>, make: (fields: T, at: string) => CaseCommand) =>
  record.map(
    (fields): Step =>
      (at) =>
        make(fields, at),
  );
const inDays = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString();

const command = fc.oneof(
  of(fc.record({ by: partner, partnerId: partner, days: fc.integer({ min: -2, max: 400 }) }), ({ days, ...o }, at) => ({
    do: 'giveConsent',
    now: at,
    until: inDays(at, days),
    ...o,
  })),
  of(fc.record({ by: partner, partnerId: partner }), (o, at) => ({ do: 'withdrawConsent', now: at, ...o })),
  of(fc.record({ by: partner, category }), (o, at) => ({ do: 'reopen', now: at, ...o })),
  of(fc.record({ by: partner }), (o, at) => ({ do: 'close', now: at, reason: 'personWishes', ...o })),
  of(fc.record({ by: partner, goalId }), (o, at) => ({ do: 'setGoal', now: at, profession: 'legal', ...o })),
  of(fc.record({ by: partner, goalId, stepId, partnerId: partner }), (o, at) => ({
    do: 'planStep',
    now: at,
    dueOn: inDays(at, 3).slice(0, 10),
    ...o,
  })),
  of(fc.record({ by: partner, goalId, stepId, category }), (o, at) => ({ do: 'endStep', now: at, as: 'done', ...o })),
  of(fc.record({ by: partner, partnerId: partner, appointmentId }), (o, at) => ({
    do: 'makeAppointment',
    now: at,
    kind: 'office',
    startsAt: inDays(at, 2),
    minutes: 60,
    remindHours: 24,
    ...o,
  })),
  of(fc.record({ by: partner, appointmentId, category }), (o, at) => ({
    do: 'endAppointment',
    now: at,
    as: 'kept',
    ...o,
  })),
  of(fc.record({ by: partner, category, screeningId: fc.constantFrom('x1', 'x2', 'x3') }), (o, at) => ({
    do: 'addScreening',
    now: at,
    level: 'concern',
    ...o,
  })),
  of(fc.record({ by: partner, category }), (o, at) => ({ do: 'writeSafetyPlan', now: at, recordId: 'r', ...o })),
  of(fc.record({ by: partner }), (o, at) => ({ do: 'addNote', now: at, noteId: 'n', ...o })),
  of(fc.record({}), (_, at) => ({ do: 'tick', now: at })),
);
/** Commands with the days that pass before each: a life of several years. */
const life = fc.array(fc.tuple(command, fc.integer({ min: 0, max: 60 })), { maxLength: 60 });
const start: CaseCommand = { ...opened, until: later(300) } as CaseCommand;

/** Plays a life; calls `look` at each step with the state before, the command, the facts and the state after. */
function play(
  steps: readonly (readonly [Step, number])[],
  look: (o: { before: CaseState; command: CaseCommand; facts: readonly SupportCaseFact[]; state: CaseState }) => void,
) {
  let at = now;
  let before: CaseState = null;
  for (const [make, days] of [[() => start, 0] as const, ...steps]) {
    at = inDays(at, days);
    const one = make(at);
    const { facts, state } = apply(before, one);
    look({ before, command: one, facts, state });
    before = state;
  }
}

it('lets a partner without live consent change nothing', () => {
  fc.assert(
    fc.property(life, (steps) => {
      play(steps, ({ before, command: one, facts }) => {
        if (!before || !('by' in one) || one.do === 'open') return;
        const bringsItsOwn = one.do === 'giveConsent' && one.by === one.partnerId;
        // Asked of the history itself, not of the guard under test.
        const live = before.consents.some(
          ({ partnerId, until, ended }) => partnerId === one.by && ended === 'no' && until > one.now,
        );
        if (!live && !bringsItsOwn) expect(facts).toEqual([]);
      });
    }),
    { numRuns: 300 },
  );
});

it('gives no partner work or sight without a consent of its own that is not over', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const ends = new Map<string, string>();
      play(steps, ({ command: one, facts, state }) => {
        for (const { type, data } of facts) {
          if (type === 'ConsentGiven') ends.set(data.partnerId, data.until);
          if (type === 'ConsentWithdrawn' || type === 'ConsentEnded') ends.delete(data.partnerId);
          if (type === 'StepPlanned' || type === 'AppointmentMade')
            expect((ends.get(data.partnerId) ?? '') > one.now).toBe(true);
        }
        for (const partnerId of ['social', 'legal', 'medical'])
          expect(state !== null && hasConsent(state, partnerId, one.now)).toBe((ends.get(partnerId) ?? '') > one.now);
      });
    }),
    { numRuns: 300 },
  );
});

it('counts a person once a year, in every year of care and in no other', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const counted: number[] = [];
      play(steps, ({ command: one, facts }) => {
        for (const { type, data } of facts) {
          if (type !== 'PersonTakenCareOf') continue;
          expect(data.year).toBe(yearOf(one.now));
          counted.push(data.year);
        }
        const care = facts.some(
          ({ type, data }) =>
            ['CaseOpened', 'CaseReopened', 'ScreeningAdded', 'SafetyPlanWritten'].includes(type) ||
            (type === 'StepEnded' && data.as === 'done') ||
            (type === 'AppointmentEnded' && data.as === 'kept'),
        );
        if (care) expect(counted).toContain(yearOf(one.now));
      });
      expect(new Set(counted).size).toBe(counted.length);
    }),
    { numRuns: 300 },
  );
});

it('forgets no time that is due: after a tick nothing is due any more', () => {
  fc.assert(
    fc.property(life, fc.integer({ min: 0, max: 400 }), (steps, days) => {
      let last: CaseState = null;
      let at = now;
      play(steps, ({ command: one, state }) => {
        last = state;
        at = one.now;
      });
      const then = inDays(at, days);
      const { state } = apply(last, { do: 'tick', now: then });
      expect((nextDue(state) ?? '9') > then).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('tells others in ids, categories and dates only', () => {
  fc.assert(
    fc.property(life, (steps) => {
      play(steps, ({ facts }) => {
        for (const fact of facts) {
          const event = { id: 'e', aggregateId: 'c', seq: 1, at: now, ...fact };
          expect(SupportCaseEvent.safeParse(event).error).toBeUndefined();
        }
      });
    }),
    { numRuns: 100 },
  );
});

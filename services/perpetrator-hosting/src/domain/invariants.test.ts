import { type MeasureKind, PenalFile, rungOf } from '@abri/contracts/penal-file';
import { dangerOrder } from '@abri/contracts/vocabulary';
import fc from 'fast-check';
import type { FileCommand } from './file-commands.js';
import type { FileState } from './file-state.js';
import { apply, by, day, decides, given, later, opened } from './test-files.js';

const kind = fc.constantFrom<MeasureKind>('socialSurvey', 'mediation', 'probation', 'hosting', 'banOnApproach');
const at = fc.integer({ min: 0, max: 120 });
const id = fc.nat({ max: 5 });
const measureId = fc.oneof(
  kind.map((one) => `m-${one}`),
  fc.constant('m-nothing'),
);
const consents = fc.option(fc.record({ perpetratorOn: at.map(day), victimOn: at.map(day) }), { nil: null, freq: 3 });
const agreed = fc.constant({ perpetratorOn: day(-2), victimOn: day(-1) });
const mediationUpTo = fc.constantFrom('variable' as const, 'increased' as const, null);
const grounds = fc.constantFrom('complied' as const, 'breach' as const, 'courtOrders' as const);

const decision = fc
  .record({
    kind,
    at,
    days: fc.integer({ min: -5, max: 90 }),
    stepDown: fc.boolean(),
    consents,
    mediationUpTo,
    grounds,
  })
  .map(({ at: from, days, ...more }) =>
    decides(more.kind, { now: later(from), from: day(from), until: day(from + days), ...more }),
  );
/** Mostly one that may be granted: only what is granted can break something. */
const mediation = fc
  .record({
    at: fc.integer({ min: 0, max: 32 }),
    consents: fc.oneof({ weight: 4, arbitrary: agreed }, { weight: 1, arbitrary: consents }),
    mediationUpTo,
  })
  .map(({ at: from, ...more }) =>
    decides('mediation', { now: later(from), from: day(from), until: day(from + 60), ...more }),
  );
const about = fc.oneof(
  fc.record({ measureId, at, id }).map(({ at: when, id: n, ...ref }): FileCommand => ({
    do: 'reportBreach',
    by,
    now: later(when),
    breachId: `b${when}-${n}`,
    kind: n % 2 ? 'contact' : 'missedAppointment',
    on: day(when),
    proposalId: `pb${when}-${n}`,
    ...ref,
  })),
  fc.record({ measureId, at, grounds }).map(({ at: when, ...ref }): FileCommand => ({
    do: 'endMeasure',
    by,
    now: later(when),
    why: 'completed',
    decisionId: `de${when}`,
    proposalId: `pe${when}`,
    ...ref,
  })),
  fc.record({ measureId, at }).map(({ at: when, ...ref }): FileCommand => ({
    do: 'withdrawConsent',
    by,
    now: later(when),
    proposalId: `pw${when}`,
    ...ref,
  })),
  fc
    .record({ measureId, at, grounds, more: fc.integer({ min: 0, max: 60 }) })
    .map(({ at: when, more, ...ref }): FileCommand => ({
      do: 'prolong',
      by,
      now: later(when),
      until: day(when + more),
      decisionId: `dp${when}`,
      ...ref,
    })),
);
const other = fc.oneof(
  at.map((when): FileCommand => ({ do: 'reopen', by, now: later(when), proposalId: `po${when}` })),
  at.map((when): FileCommand => ({ do: 'tick', now: later(when), proposalId: `pt${when}` })),
  fc
    .record({ at, danger: fc.constantFrom(...dangerOrder), mediationUpTo })
    .map(({ at: when, ...rest }): FileCommand => ({
      do: 'assess',
      by,
      now: later(when),
      proposalId: `pa${when}`,
      ...rest,
    })),
  fc.record({ at, grounds }).map(({ at: when, ...rest }): FileCommand => ({
    do: 'close',
    by,
    now: later(when),
    decisionId: `dc${when}`,
    ...rest,
  })),
);
/** Commands in the order of their time, as a clock brings them. */
const history = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: decision },
      { weight: 3, arbitrary: mediation },
      { weight: 3, arbitrary: about },
      { weight: 4, arbitrary: other },
    ),
    {
      maxLength: 25,
      size: 'max',
    },
  )
  .map((commands: FileCommand[]) => [...commands].sort((a, b) => (a.now < b.now ? -1 : 1)));
const dangers = fc.oneof(fc.constant('variable' as const), fc.constantFrom(...dangerOrder));

function each(check: (before: NonNullable<FileState>, command: FileCommand, after: ReturnType<typeof apply>) => void) {
  fc.assert(
    fc.property(dangers, history, (danger, commands) => {
      let state = given(opened(danger));
      for (const command of commands) {
        const after = apply(state, command);
        check(state, command, after);
        state = after.state ?? state;
      }
    }),
    { numRuns: 1_000 },
  );
}

it('never goes down the ladder without a decision of a person that says so', () => {
  let downs = 0;
  each((before, command, { state, facts }) => {
    if (rungOf(state?.rung ?? null) >= rungOf(before.rung)) return;
    downs += 1;
    const decided = facts.flatMap((fact) => (fact.type === 'DecisionTaken' ? [fact] : []));
    expect(decided).toHaveLength(1);
    expect(['down', 'closed']).toContain(decided[0]?.data.direction);
    expect(decided[0]?.kept?.by).toBe(by);
    expect(command.do === 'close' || (command.do === 'decide' && command.stepDown)).toBe(true);
    expect(before.breaches.filter((one) => one.state === 'open')).toEqual([]);
  });
  expect(downs).toBeGreaterThan(50);
});

it('never runs a mediation without both consents, above the threshold, or while the two may not meet', () => {
  let mediations = 0;
  each((_before, command, { state, facts }) => {
    const running = (state?.measures ?? []).filter((one) => one.state === 'running');
    const mediation = running.find((one) => one.kind === 'mediation');
    if (!mediation) return;
    mediations += 1;
    expect(mediation.consents).not.toBeNull();
    expect(running.filter((one) => one.kind === 'hosting' || one.kind === 'banOnApproach')).toEqual([]);
    const started = facts.some((fact) => fact.type === 'MeasureStarted' && fact.data.kind === 'mediation');
    if (!started && command.do !== 'assess') return;
    const threshold = 'mediationUpTo' in command ? command.mediationUpTo : null;
    expect(threshold).not.toBeNull();
    if (threshold)
      expect(dangerOrder.indexOf(state?.danger ?? 'extreme')).toBeLessThanOrEqual(dangerOrder.indexOf(threshold));
  });
  expect(mediations).toBeGreaterThan(50);
});

it('keeps the rung at least as high as every measure that runs, and fits its contract', () => {
  each((_before, _command, { state }) => {
    if (!state) return;
    for (const measure of state.measures)
      if (measure.state === 'running') expect(rungOf(state.rung)).toBeGreaterThanOrEqual(rungOf(measure.kind));
    expect(PenalFile.safeParse(state).success).toBe(true);
  });
});

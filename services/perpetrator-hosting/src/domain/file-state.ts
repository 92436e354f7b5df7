import type { Measure, PenalFile, Proposal } from '@abri/contracts/penal-file';
import type { FileFact } from './file-commands.js';

/** What the service knows of one file; null until it is opened. */
export type FileState = PenalFile | null;

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(state: FileState, fact: FileFact, envelope: { at: string }): FileState {
  const { at } = envelope;
  const by = fact.kept?.by ?? '';
  if (fact.type === 'FileOpened')
    return {
      door: fact.data.door,
      open: true,
      openedAt: at,
      touchedAt: at,
      followedBy: by,
      agencyId: null,
      danger: fact.data.danger,
      assessedAt: at,
      rung: null,
      measures: [],
      breaches: [],
      proposals: [],
      decisions: [],
      notes: [],
      erased: false,
    };
  return state && { ...changed(state, fact, { at, by }), touchedAt: at };
}

function changed(
  state: PenalFile,
  fact: Exclude<FileFact, { type: 'FileOpened' }>,
  { at, by }: { at: string; by: string },
): PenalFile {
  const measure = (measureId: string, change: (measure: Measure) => Partial<Measure>) => ({
    ...state,
    measures: state.measures.map((one) => (one.measureId === measureId ? { ...one, ...change(one) } : one)),
  });
  switch (fact.type) {
    case 'FileFollowed':
      return { ...state, followedBy: by };
    case 'FileAssigned':
      return { ...state, agencyId: fact.data.agencyId };
    case 'DangerAssessed':
      return { ...state, danger: fact.data.danger, assessedAt: at };
    case 'NextStepProposed': {
      const { measureId } = fact.data;
      // The same question again takes the place of the former one; others stay open beside it.
      const same = (one: Proposal) =>
        one.state === 'open' && one.step === fact.data.step && one.kind === fact.data.kind;
      const replaced = state.proposals.map((one) => (same(one) ? { ...one, state: 'replaced' as const } : one));
      const noticed = fact.data.reason === 'termReachedComplied' || fact.data.reason === 'termReachedNotComplied';
      return {
        ...(noticed && measureId !== null ? measure(measureId, () => ({ termNoticed: true })) : state),
        proposals: [...replaced, { ...fact.data, at, state: 'open' }],
      };
    }
    case 'ProposalDeclined':
      return {
        ...state,
        proposals: state.proposals.map((one) =>
          one.proposalId === fact.data.proposalId ? { ...one, state: 'declined' } : one,
        ),
      };
    case 'DecisionTaken': {
      const { followed, ...decision } = fact.data;
      const { direction, kind } = decision;
      // A decision about something else leaves a breach, and what was asked because of it, without an answer.
      const answersBreaches = direction === 'up' || decision.grounds === 'breach';
      const moves = direction === 'first' || direction === 'up' || direction === 'down';
      return {
        ...state,
        rung: direction === 'closed' ? null : moves ? kind : state.rung,
        decisions: [...state.decisions, { ...decision, at, by }],
        proposals: state.proposals.map((one): Proposal => {
          if (one.state !== 'open') return one;
          if (followed && one.proposalId === decision.proposalId) return { ...one, state: 'followed' };
          return isAboutBreach(one) && !answersBreaches ? one : { ...one, state: 'decidedOtherwise' };
        }),
        breaches: state.breaches.map((one) =>
          one.state === 'open' && answersBreaches ? { ...one, state: 'decided' } : one,
        ),
      };
    }
    case 'MeasureStarted':
      return {
        ...state,
        measures: [
          ...state.measures,
          { ...fact.data, state: 'running', ended: null, termNoticed: false, compliance: [] },
        ],
      };
    case 'MeasureProlonged':
      return measure(fact.data.measureId, () => ({ until: fact.data.until, termNoticed: false }));
    case 'MeasureEnded':
      return measure(fact.data.measureId, () => ({ state: 'ended', ended: { at, why: fact.data.why } }));
    case 'ComplianceReported': {
      const { measureId, ...report } = fact.data;
      return measure(measureId, ({ compliance }) => ({ compliance: [...compliance, report] }));
    }
    case 'MeasureBreached':
      return { ...state, breaches: [...state.breaches, { ...fact.data, state: 'open' }] };
    case 'BreachAnswered': {
      const { breachId, as } = fact.data;
      const breaches = state.breaches.map((one) => (one.breachId === breachId ? { ...one, state: as } : one));
      const { measureId } = state.breaches.find((one) => one.breachId === breachId) ?? {};
      const left = breaches.some((one) => one.measureId === measureId && one.state === 'open');
      const answered = as === 'unfounded' ? 'replaced' : 'decidedOtherwise';
      return {
        ...state,
        breaches,
        proposals: state.proposals.map((one): Proposal => {
          if (one.state !== 'open' || left || one.measureId !== measureId || !isAboutBreach(one)) return one;
          return { ...one, state: as === 'warned' && one.step === 'warn' ? 'followed' : answered };
        }),
      };
    }
    case 'FileNoteAdded':
      return { ...state, notes: [...state.notes, { noteId: fact.data.noteId, at, by }] };
    case 'IdentityCorrected':
      return state;
    case 'FileClosed':
      return { ...state, open: false };
    case 'FileReopened':
      return { ...state, open: true, followedBy: by };
    case 'FileErased':
      return { ...state, erased: true };
  }
}

const isAboutBreach = ({ reason }: Proposal) =>
  reason === 'firstMinorBreach' ||
  reason === 'repeatedBreach' ||
  reason === 'seriousBreach' ||
  reason === 'topOfLadder';

import {
  type BreachKind,
  ladder,
  type Measure,
  type MeasureKind,
  type PenalFile,
  type ProposalReason,
  type ProposedStep,
  rungOf,
} from '@abri/contracts/penal-file';
import { type DangerLevel, dangerOrder } from '@abri/contracts/vocabulary';

/** What is proposed and why. A person decides; nothing here changes a measure. */
export interface NextStep {
  step: ProposedStep;
  kind: MeasureKind | null;
  measureId: string | null;
  reason: ProposalReason;
}
type Known = Pick<PenalFile, 'rung' | 'measures' | 'breaches' | 'danger'>;

const forDanger: Readonly<Record<DangerLevel, MeasureKind>> = {
  variable: 'socialSurvey',
  increased: 'probation',
  severe: 'hosting',
  extreme: 'banOnApproach',
};
const serious: readonly BreachKind[] = ['leftHosting', 'contact', 'enteredZone', 'newViolence'];
export const severityOf = (kind: BreachKind) => (serious.includes(kind) ? 'serious' : 'minor');
export const higherDanger = (one: DangerLevel, other: DangerLevel): boolean =>
  dangerOrder.indexOf(one) > dangerOrder.indexOf(other);

/** The next rung, for a step up. Mediation is never proposed: it must be the wish of both, and not the system's. */
function above(rung: MeasureKind | null): MeasureKind | undefined {
  return ladder.find((kind) => rungOf(kind) > rungOf(rung) && kind !== 'mediation');
}
const start = (danger: DangerLevel): NextStep => ({
  step: 'start',
  kind: forDanger[danger],
  measureId: null,
  reason: 'opened',
});

/** For a file that is opened. */
export const whenOpened = start;

/** For a danger that was found to be higher; null where the ladder already answers it. */
export function whenDangerRose(file: Known, danger: DangerLevel): NextStep | null {
  const kind = forDanger[danger];
  return rungOf(kind) > rungOf(file.rung) ? { step: 'stepUp', kind, measureId: null, reason: 'dangerRose' } : null;
}

/** For a breach of a measure: a warning for the first small one, otherwise one rung up, from the top the prosecutor. */
export function whenBreached(file: Known, measure: Measure, kind: BreachKind): NextStep {
  const { measureId } = measure;
  const earlier = file.breaches.some((breach) => breach.measureId === measureId && breach.state !== 'unfounded');
  if (severityOf(kind) === 'minor' && !earlier)
    return { step: 'warn', kind: measure.kind, measureId, reason: 'firstMinorBreach' };
  const next = above(file.rung);
  if (!next) return { step: 'tellProsecutor', kind: file.rung, measureId, reason: 'topOfLadder' };
  return {
    step: 'stepUp',
    kind: next,
    measureId,
    reason: earlier && severityOf(kind) === 'minor' ? 'repeatedBreach' : 'seriousBreach',
  };
}

/** For a measure whose last day draws near: lighter where the last report says that it was kept, otherwise more time. */
export function whenTermNears(file: Known, measure: Measure): NextStep {
  const { measureId, kind } = measure;
  const breached = file.breaches.some((breach) => breach.measureId === measureId && breach.state !== 'unfounded');
  if (measure.compliance.at(-1)?.level !== 'kept' || breached)
    return { step: 'prolong', kind, measureId, reason: 'termReachedNotComplied' };
  return rungOf(kind) > rungOf('probation')
    ? { step: 'stepDown', kind: 'probation', measureId, reason: 'termReachedComplied' }
    : { step: 'close', kind: null, measureId, reason: 'termReachedComplied' };
}

/** For a measure that has ended; null while another one runs. */
export function whenEnded(file: Known, measure: Measure): NextStep | null {
  const { measureId, kind } = measure;
  if (file.measures.some((other) => other.state === 'running' && other.measureId !== measureId)) return null;
  const needed = forDanger[file.danger];
  return kind === 'socialSurvey' && rungOf(needed) > rungOf(kind)
    ? { step: 'stepUp', kind: needed, measureId, reason: 'measureEnded' }
    : { step: 'close', kind: null, measureId, reason: 'measureEnded' };
}

/** For a mediation that had to stop: never less than probation. */
export function whenMediationStopped(measure: Measure, danger: DangerLevel): NextStep {
  const needed = forDanger[danger];
  const kind = rungOf(needed) > rungOf('probation') ? needed : 'probation';
  return { step: 'stepUp', kind, measureId: measure.measureId, reason: 'mediationStopped' };
}

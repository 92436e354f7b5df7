import type { RuleName, ScoreName } from '@abri/contracts/placement';
import type { ShelterColumns } from '../places/columns.js';
import type { Fit } from '../ranking/fit.js';
import type { Query } from '../ranking/query.js';

/** One shelter in front of the rules. `row` moves on; rules keep nothing of it. */
export interface Candidate {
  readonly columns: ShelterColumns;
  readonly query: Query;
  readonly row: number;
  /** The tightest place here, in step-free units only or in any; null when there is none. */
  fit(stepFree: boolean): Fit | null;
}

/** Excludes shelters, whatever else speaks for them. */
export interface HardRule {
  readonly name: RuleName;
  /** Whether there may be shelters that this rule excludes for what is asked. Where not, it is not asked of each of them. */
  concerns(query: Query): boolean;
  excludes(candidate: Candidate): boolean;
}

/** Gives points for what speaks for a shelter, and the figure behind them. Together less than `shelterBeforeHotel` gives. */
export interface SoftRule {
  readonly name: ScoreName;
  points(candidate: Candidate, fit: Fit): number;
  value?(candidate: Candidate, fit: Fit): number | undefined;
}

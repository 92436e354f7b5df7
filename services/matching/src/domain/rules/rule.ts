import type { RuleName, ScoreName } from '@abri/contracts/placement';
import type { FactName, Facts } from '../places/facts.js';
import type { Fit } from '../ranking/fit.js';
import type { Query } from '../ranking/query.js';

/** Excludes shelters by one fact of theirs, whatever else speaks for them. */
export interface HardRule<Name extends FactName = FactName> {
  readonly name: RuleName;
  readonly looksAt: Name;
  /** Whether there may be shelters that this rule excludes for what is asked. Where not, it is not asked at all. */
  concerns(query: Query): boolean;
  excludes(fact: Facts[Name], query: Query): boolean;
  /** Where the fact cannot tell for what is asked: whether the units of a shelter that is left give no place. Slow. */
  excludesByUnits?: {
    concerns(query: Query): boolean;
    excludes(fitIn: (stepFree: boolean) => Fit | null): boolean;
  };
}

/** Gives points for a fact that speaks for a shelter, and the figure behind them. */
export interface FactScore<Name extends FactName = FactName> {
  readonly name: ScoreName;
  readonly looksAt: Name;
  /** Whether there may be shelters that get points for what is asked. */
  concerns(query: Query): boolean;
  points(fact: Facts[Name], query: Query): number;
  value?(fact: Facts[Name], query: Query): number | undefined;
}
/** Gives points for how a household would sleep in a shelter. */
export interface FitScore<Name extends FactName = FactName> {
  readonly name: ScoreName;
  readonly looksAt: Name;
  /** The most that it can give where this is known: what tells whether a look at the units is worth it. */
  most(fact: Facts[Name], query: Query): number;
  points(fit: Fit): number;
  value(fit: Fit): number;
}
/** Together less than `shelterBeforeHotel` gives. */
export type SoftRule = FactScore | FitScore;

import { askValues, type DictionaryColumn } from '../places/dictionary-column.js';
import type { FactName, Facts } from '../places/facts.js';
import type { Places } from '../places/places.js';
import { softRules } from '../rules/all-rules.js';
import type { FitScore, SoftRule } from '../rules/rule.js';
import { type Fit, fitIn } from './fit.js';
import type { Query } from './query.js';

/** How many places an answer shows, and an assignment falls through. */
const bestPlaces = 10;

/** A shelter that suits, and where in it the household would sleep. */
export interface Standing {
  row: number;
  score: number;
  fit: Fit;
}

/**
 * The best of these rows by the sum of the soft rules, best first; equal ones by shelter id. Only where the most that a
 * shelter could have would stand among the best is it looked up how the household would sleep there.
 */
export function bestOf(places: Places, query: Query, rows: Uint32Array): Standing[] {
  const summands = softRules
    .filter((rule) => 'most' in rule || rule.concerns(query))
    .map((rule) => summandOf(rule, places, query, rows));
  const most = mostPoints(summands, rows);
  const best: Standing[] = [];
  let least = -Infinity;
  for (let at = 0; at < rows.length; at++) {
    if ((most[at] ?? 0) < least) continue;
    const row = rows[at] ?? 0;
    const fit = fitIn(places, row, query, query.stepFree);
    if (!fit) continue;
    const score = scoreOf(summands, row, fit);
    if (score < least) continue;
    insert(places, best, { row, score, fit });
    if (best.length === bestPlaces) least = best[bestPlaces - 1]?.score ?? least;
  }
  return best;
}

interface Summand {
  /** What the rule can give at most, by the number of a row's value. */
  most: Float64Array;
  numbers: Uint32Array;
  /** Where it depends on the fit what it gives; all others give their most. */
  byFit: FitScore | null;
}

function summandOf(rule: SoftRule, places: Places, query: Query, rows: Uint32Array): Summand {
  const column: DictionaryColumn<Facts[FactName]> = places.facts[rule.looksAt];
  const most = askValues(column, rows, new Float64Array(column.values.length), (value) =>
    'most' in rule ? rule.most(value, query) : rule.points(value, query),
  );
  return { most, numbers: column.numbers, byFit: 'most' in rule ? rule : null };
}

/** The score of each row if its fit were the best that there may be. */
function mostPoints(summands: readonly Summand[], rows: Uint32Array): Float64Array {
  const sums = new Float64Array(rows.length);
  for (const summand of summands) add(sums, rows, summand);
  return sums;
}

function add(sums: Float64Array, rows: Uint32Array, { numbers, most }: Summand): void {
  for (let at = 0; at < rows.length; at++) sums[at] = (sums[at] ?? 0) + (most[numbers[rows[at] ?? 0] ?? 0] ?? 0);
}

/** Summed in the order of `mostPoints`: a larger summand never makes a rounded sum smaller, not by the last bit. */
function scoreOf(summands: readonly Summand[], row: number, fit: Fit): number {
  let score = 0;
  for (const { byFit, most, numbers } of summands) score += byFit ? byFit.points(fit) : (most[numbers[row] ?? 0] ?? 0);
  return score;
}

/** Keeps the list sorted and short. */
function insert(places: Places, best: Standing[], standing: Standing): void {
  const at = best.findIndex((other) => order(places, standing, other) < 0);
  best.splice(at < 0 ? best.length : at, 0, standing);
  if (best.length > bestPlaces) best.pop();
}

const order = (places: Places, a: Standing, b: Standing) => b.score - a.score || byId(places, a.row, b.row);
const byId = (places: Places, a: number, b: number) =>
  (places.shelters[a]?.shelterId ?? '') < (places.shelters[b]?.shelterId ?? '') ? -1 : 1;

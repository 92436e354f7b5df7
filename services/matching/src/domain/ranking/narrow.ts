import type { Exclusion } from '@abri/contracts/placement';
import { askValues, type DictionaryColumn } from '../places/dictionary-column.js';
import type { FactName, Facts } from '../places/facts.js';
import type { Places } from '../places/places.js';
import { hardRules } from '../rules/all-rules.js';
import { fitIn } from './fit.js';
import type { Query } from './query.js';

/**
 * Which of these rows no hard rule excludes, in their order, and how many each rule excluded, in the rules' order. One
 * rule after the other over the rows that are left, so that a shelter counts under the first rule that excludes it.
 * Writes into `rows`.
 */
export function narrow(
  places: Places,
  query: Query,
  rows: Uint32Array,
): { left: Uint32Array; exclusions: Exclusion[] } {
  const exclusions: Exclusion[] = [];
  let left = rows;
  for (const rule of hardRules) {
    if (!rule.concerns(query)) continue;
    const before = left.length;
    const column: DictionaryColumn<Facts[FactName]> = places.facts[rule.looksAt];
    const allowed = askValues(column, left, new Uint8Array(column.values.length), (value) =>
      rule.excludes(value, query) ? 0 : 1,
    );
    if (allowed.includes(0)) left = left.subarray(0, keep(left, column.numbers, allowed));
    if (rule.excludesByUnits?.concerns(query))
      left = left.filter((row) => !rule.excludesByUnits?.excludes((stepFree) => fitIn(places, row, query, stepFree)));
    if (left.length < before) exclusions.push({ rule: rule.name, shelters: before - left.length });
  }
  return { left, exclusions };
}

/** Moves the rows whose value is allowed to the front, and says how many they are. The innermost loop: no branch in it. */
function keep(rows: Uint32Array, numbers: Uint32Array, allowed: Uint8Array): number {
  let kept = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    rows[kept] = row;
    kept += allowed[numbers[row] ?? 0] ?? 0;
  }
  return kept;
}

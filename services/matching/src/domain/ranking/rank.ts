import type { RankedPlace, Ranking, Reason } from '@abri/contracts/placement';
import type { Places } from '../places/places.js';
import { hardRules, softRules } from '../rules/all-rules.js';
import type { Candidate, HardRule } from '../rules/rule.js';
import { allocationsOf, type Fit, fitIn } from './fit.js';
import { type Query, toQuery, type Wish } from './query.js';

/** How many places an answer shows, and an assignment falls through. */
export const bestPlaces = 10;

interface Standing {
  row: number;
  score: number;
  fit: Fit;
}

/**
 * The best places for a wish, best first, each with its reasons, and how many shelters each hard rule excluded.
 * Shelters in `skip` are left out without being counted: they have just refused. `only` asks about these shelters.
 * Equal scores stand by shelter id.
 */
export function rank(
  places: Places,
  wish: Wish,
  { skip, only }: { skip?: ReadonlySet<string>; only?: readonly string[] } = {},
): Ranking {
  const query = toQuery(wish, places);
  const candidate = candidateOn(places, query);
  const rules = hardRules.filter((rule) => rule.concerns(query));
  const excluded = new Uint32Array(rules.length);
  const best: Standing[] = [];
  const skipped = new Set([...(skip ?? [])].flatMap((shelterId) => places.rowOf(shelterId) ?? []));
  const asked = only?.flatMap((shelterId) => places.rowOf(shelterId) ?? []);
  const count = asked?.length ?? places.shelters.length;
  let considered = 0;
  for (let index = 0; index < count; index++) {
    const row = asked?.[index] ?? index;
    if (skipped.has(row)) continue;
    considered++;
    candidate.moveTo(row);
    const rule = firstBroken(rules, candidate);
    if (rule >= 0) {
      excluded[rule] = (excluded[rule] ?? 0) + 1;
      continue;
    }
    const fit = candidate.fit(query.stepFree);
    if (!fit) continue;
    insert(places, best, { row, score: scoreOf(candidate, fit), fit });
  }
  return {
    places: best.map((standing) => explained(places, query, candidate, standing)),
    exclusions: rules.flatMap(({ name }, index) => {
      const count = excluded[index] ?? 0;
      return count === 0 ? [] : [{ rule: name, shelters: count }];
    }),
    considered,
  };
}

function candidateOn(places: Places, query: Query): Candidate & { row: number; moveTo(row: number): void } {
  const { shelter: columns, unit } = places.columns();
  let any: Fit | null | undefined;
  let stepFree: Fit | null | undefined;
  const candidate = {
    columns,
    query,
    row: 0,
    moveTo(row: number) {
      candidate.row = row;
      any = undefined;
      stepFree = undefined;
    },
    fit(onlyStepFree: boolean) {
      if (onlyStepFree)
        return stepFree === undefined ? (stepFree = fitIn(columns, unit, candidate.row, query, true)) : stepFree;
      return any === undefined ? (any = fitIn(columns, unit, candidate.row, query, false)) : any;
    },
  };
  return candidate;
}

/** The number of the first rule that excludes the candidate, or -1. A plain loop: this is the innermost one. */
function firstBroken(rules: readonly HardRule[], candidate: Candidate): number {
  for (let rule = 0; rule < rules.length; rule++) if (rules[rule]?.excludes(candidate)) return rule;
  return -1;
}
function scoreOf(candidate: Candidate, fit: Fit): number {
  let score = 0;
  for (const rule of softRules) score += rule.points(candidate, fit);
  return score;
}

/** Keeps the list sorted and short. */
function insert(places: Places, best: Standing[], standing: Standing): void {
  const last = best.at(-1);
  if (best.length === bestPlaces && last && order(places, last, standing) <= 0) return;
  const at = best.findIndex((other) => order(places, standing, other) < 0);
  best.splice(at < 0 ? best.length : at, 0, standing);
  if (best.length > bestPlaces) best.pop();
}

const order = (places: Places, a: Standing, b: Standing) => b.score - a.score || byId(places, a.row, b.row);
const byId = (places: Places, a: number, b: number) =>
  (places.shelters[a]?.shelterId ?? '') < (places.shelters[b]?.shelterId ?? '') ? -1 : 1;
const rounded = (points: number) => Math.round(points * 10) / 10;

function explained(
  places: Places,
  query: Query,
  candidate: ReturnType<typeof candidateOn>,
  { row, score, fit }: Standing,
): RankedPlace {
  candidate.moveTo(row);
  const shelter = places.shelters[row];
  if (!shelter) throw new Error('a ranked row has a shelter');
  const km = query.fromCaller?.[candidate.columns.commune[row] ?? 0] ?? Number.NaN;
  const reasons: Reason[] = softRules.map(({ name, points, value }) => {
    const figure = value?.(candidate, fit);
    return { rule: name, points: rounded(points(candidate, fit)), ...(figure === undefined ? {} : { value: figure }) };
  });
  return {
    shelterId: shelter.shelterId,
    shelterName: shelter.name,
    kind: shelter.kind,
    commune: shelter.commune,
    distanceKm: Number.isNaN(km) ? null : rounded(km),
    allocations: allocationsOf(places, row, fit, query),
    acceptance: shelter.acceptance,
    score: rounded(score),
    reasons,
  };
}

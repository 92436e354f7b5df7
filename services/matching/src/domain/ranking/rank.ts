import type { RankedPlace, Ranking, Reason } from '@abri/contracts/placement';
import type { Places } from '../places/places.js';
import { softRules } from '../rules/all-rules.js';
import { bestOf, type Standing } from './best.js';
import { allocationsOf } from './fit.js';
import { narrow } from './narrow.js';
import { type Query, toQuery, type Wish } from './query.js';

interface Asked {
  skip?: ReadonlySet<string>;
  only?: readonly string[];
}

/**
 * The best places for a wish, best first, each with its reasons, and how many shelters each hard rule excluded.
 * Shelters in `skip` are left out without being counted: they have just refused. `only` asks about these shelters.
 * Equal scores stand by shelter id.
 */
export function rank(places: Places, wish: Wish, asked: Asked = {}): Ranking {
  const query = toQuery(wish, places);
  const rows = rowsAsked(places, asked);
  const { left, exclusions } = narrow(places, query, rows);
  return {
    places: bestOf(places, query, left).map((standing) => explained(places, query, standing)),
    exclusions,
    considered: rows.length,
  };
}

function rowsAsked(places: Places, { skip, only }: Asked): Uint32Array {
  const rows = only
    ? Uint32Array.from(only.flatMap((shelterId) => places.rowOf(shelterId) ?? []))
    : new Uint32Array(places.shelters.length);
  if (!only) for (let row = 0; row < rows.length; row++) rows[row] = row;
  if (!skip?.size) return rows;
  const skipped = new Set([...skip].map((shelterId) => places.rowOf(shelterId)));
  return rows.filter((row) => !skipped.has(row));
}

const rounded = (points: number) => Math.round(points * 10) / 10;

function explained(places: Places, query: Query, { row, score, fit }: Standing): RankedPlace {
  const shelter = places.shelters[row];
  if (!shelter) throw new Error('a ranked row has a shelter');
  const km = query.fromCaller?.[places.facts.commune.at(row)] ?? Number.NaN;
  const reasons: Reason[] = softRules.map((rule) => {
    const [points, value] =
      'most' in rule
        ? [rule.points(fit), rule.value(fit)]
        : [
            rule.points(places.facts[rule.looksAt].at(row), query),
            rule.value?.(places.facts[rule.looksAt].at(row), query),
          ];
    return { rule: rule.name, points: rounded(points), ...(value === undefined ? {} : { value }) };
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

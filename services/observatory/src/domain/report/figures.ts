import type { ComparedFigure, Report, ReportComparison, Shown } from '@abri/contracts/report-api';

/** One figure of a report by its path: a count, or a derived value (a rate, a share, a percentile). */
export type Figure = { figure: string; count: Shown } | { figure: string; value: number | null };

const isShown = (value: unknown): value is Shown => typeof value === 'number' || value === '<5' || value === 'hidden';
const sections = ['victims', 'shelter', 'familyPlaces', 'children', 'penal', 'programmes'] as const;
const derived = new Set(['occupancy', 'p50', 'p90', 'p99', 'per10000', 'firstContactInTime']);

/** Every figure of the report but the flow, in the report's order: `results.women`, `shelter.refusals.staffing`, `communes.59606.pupils`. */
export function figuresOf(report: Report): Figure[] {
  const figures: Figure[] = report.results.rows.flatMap(({ result, ours, ratePer10000 }) => [
    { figure: `results.${result}`, count: ours },
    { figure: `results.${result}.per10000`, value: ratePer10000 },
  ]);
  for (const section of sections) walk(report[section], section, figures);
  for (const { commune, pupils, public: people, sessions, beds } of report.communes) {
    const of = (name: string, count: Shown) => figures.push({ figure: `communes.${commune}.${name}`, count });
    of('pupils', pupils);
    of('public', people);
    of('sessions', sessions);
    if (beds !== null) of('beds', beds);
  }
  return figures;
}

function walk(value: object, path: string, figures: Figure[]): void {
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const figure = name === 'count' || name === 'total' ? path : `${path}.${name}`;
    if (name === 'flow') continue;
    if (derived.has(name)) figures.push({ figure, value: typeof inner === 'number' ? inner : null });
    else if (isShown(inner)) figures.push({ figure, count: inner });
    else if (name === 'parts' || name === 'nightsByMonth') walkList(inner, name === 'parts' ? path : figure, figures);
    else if (typeof inner === 'object' && inner !== null) walk(inner, figure, figures);
  }
}

function walkList(list: unknown, path: string, figures: Figure[]): void {
  for (const entry of (list ?? []) as ({ key: string; count: Shown } | { month: string })[]) {
    if ('key' in entry) figures.push({ figure: `${path}.${entry.key}`, count: entry.count });
    else {
      const { month, ...nights } = entry;
      walk(nights, `${path}.${month}`, figures);
    }
  }
}

/** Year against year, from what both reports show: what one of them hides is not in the change either. */
export function comparison(report: Report, other: Report): ReportComparison {
  const before = new Map(figuresOf(other).flatMap((one) => ('count' in one ? [[one.figure, one.count] as const] : [])));
  const figures = figuresOf(report).flatMap((one): ComparedFigure[] => {
    if (!('count' in one)) return [];
    const now = one.count;
    const then = before.get(one.figure) ?? (other.view === 'outside' ? '<5' : 0);
    const both = typeof now === 'number' && typeof then === 'number';
    return [
      {
        figure: one.figure,
        this: now,
        other: then,
        change: both ? now - then : null,
        ratio: both && then !== 0 ? Math.round((now / then) * 1_000) / 1_000 : null,
      },
    ];
  });
  return { year: report.year, with: other.year, view: report.view, figures };
}

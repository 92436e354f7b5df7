import type { Breakdown, Report, Shown } from '@abri/contracts/report-api';
import { Report as ReportSchema } from '@abri/contracts/report-api';
import fc from 'fast-check';
import { equalTo, solve } from 'yalps';
import { chanceOf } from '../../samples/chance.js';
import { sampleHistory } from '../../samples/history.js';
import { applyEvent, emptyHistory } from '../history/history.js';
import { comparison, figuresOf } from './figures.js';
import { reportOf } from './report.js';
import { seenAs } from './views.js';

/** A sum that a reader of the report knows to hold: the paths of a total and of its parts. */
type Sum = { total: string; parts: string[] };

/** Every breakdown of the report by its path. */
function breakdowns(value: unknown, path: string): [string, Breakdown][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('parts' in value && 'total' in value) return [[path, value as Breakdown]];
  return Object.entries(value).flatMap(([name, inner]) => breakdowns(inner, path === '' ? name : `${path}.${name}`));
}

/** The figures that are one and the same: an attacker reads them wherever they stand. */
const same: Readonly<Record<string, string>> = {
  'victims.byMonth': 'victims.byCategory',
  'victims.casesByDoor': 'victims.casesByOpener',
  'shelter.requestsByMonth': 'shelter.outcomes',
  'shelter.requestsByDanger': 'shelter.outcomes',
  'shelter.callsByWeekdayAndHour': 'shelter.outcomes',
  'shelter.withdrawals': 'shelter.outcomes.withdrawn',
  'shelter.referrals': 'shelter.outcomes.referred',
  'children.casesBySource': 'children.casesByAge',
  'penal.furthest': 'penal.filesByDoor',
  'penal.breachesBySeverity': 'penal.breachesByKind',
  'programmes.professionalsBySubject': 'programmes.professionalsByField',
  'programmes.sessionsByMonth': 'programmes.sessionsByKind',
  'programmes.therapySessionsByAudience': 'programmes.sessionsByKind.therapy',
  'results.pupils': 'programmes.pupilsByLevel',
  'results.professionals': 'programmes.professionalsByField',
  'results.victims': 'victims.byCategory',
  'results.women': 'victims.byCategory.woman',
  'results.men': 'victims.byCategory.man',
  'results.children': 'victims.byCategory.child',
  'results.sheltered': 'shelter.sheltered',
  'results.mediations': 'penal.measures.mediation',
  'results.probations': 'penal.measures.probation',
  'results.socialSurveys': 'penal.measures.socialSurvey',
  'results.hosted': 'penal.hosted',
  'results.therapySessions': 'programmes.sessionsByKind.therapy',
};
const nameOf = (path: string) => same[path] ?? path;

/** What an attacker reads: cells with the range that their marker gives, and the sums. A number anywhere is a number everywhere. */
function read(report: Report): { cells: Map<string, [least: number, most: number]>; sums: Sum[] } {
  const cells = new Map<string, [number, number]>();
  const tell = (path: string, count: Shown, isCover: boolean) => {
    const [least, most] = cells.get(nameOf(path)) ?? [0, Infinity];
    const told: [number, number] =
      typeof count === 'number' ? [count, count] : count === '<5' ? [0, 4] : [isCover ? 5 : 0, Infinity];
    cells.set(nameOf(path), [Math.max(least, told[0]), Math.min(most, told[1])]);
  };
  const sums: Sum[] = [];
  for (const [path, { total, parts }] of breakdowns({ ...report, communes: [], results: {} }, '')) {
    tell(path, total, false);
    // Beside small ones a hidden one covers for them, and is not small itself.
    const hasSmall = parts.some(({ count }) => count === '<5');
    for (const { key, count } of parts) tell(`${path}.${key}`, count, hasSmall);
    sums.push({ total: nameOf(path), parts: parts.map(({ key }) => nameOf(`${path}.${key}`)) });
  }
  for (const figure of figuresOf(report))
    if ('count' in figure && !/^(victims|shelter|children|penal|programmes)\.\w+\.[\w-]+$/.test(figure.figure))
      tell(figure.figure, figure.count, false);
  for (const [column, total] of [
    ['pupils', 'programmes.pupilsByLevel'],
    ['public', 'programmes.publicByForm'],
    ['sessions', 'programmes.sessionsByKind'],
  ] as const)
    sums.push({ total, parts: report.communes.map(({ commune }) => `communes.${commune}.${column}`) });
  // A rate tells its count to whoever knows the number of inhabitants.
  for (const { commune, inhabitants, pupilsPer10000, publicPer10000 } of report.communes) {
    const counted = (rate: number) => Math.round((rate * inhabitants) / 10_000);
    if (pupilsPer10000 !== null) tell(`communes.${commune}.pupils`, counted(pupilsPer10000), false);
    if (publicPer10000 !== null) tell(`communes.${commune}.public`, counted(publicPer10000), false);
  }
  for (const { result, ratePer10000 } of report.results.rows)
    if (ratePer10000 !== null)
      tell(`results.${result}`, Math.round((ratePer10000 * report.district.inhabitants) / 10_000), false);
  return { cells, sums };
}

/** The least and the most that a cell can be, by linear programming over all sums that it hangs together with. */
function rangeOf(path: string, { cells, sums }: ReturnType<typeof read>): [number, number] {
  const known = (cell: string) => {
    const [least, most] = cells.get(cell) ?? [0, Infinity];
    return least === most;
  };
  const near = new Set([path]);
  const used = new Set<Sum>();
  for (let before = -1; before !== used.size;) {
    before = used.size;
    for (const sum of sums) {
      const open = [sum.total, ...sum.parts].filter((cell) => !known(cell));
      if (!open.some((cell) => near.has(cell))) continue;
      used.add(sum);
      for (const cell of open) near.add(cell);
    }
  }
  const constraints = new Map<string, object>();
  const variables = new Map<string, Map<string, number>>(
    [...near].map((cell) => [cell, new Map([[`range ${cell}`, 1]])]),
  );
  for (const cell of near) {
    const [least, most] = cells.get(cell) ?? [0, Infinity];
    constraints.set(`range ${cell}`, Number.isFinite(most) ? { min: least, max: most } : { min: least });
  }
  for (const [index, { total, parts }] of [...used].entries()) {
    let constant = 0;
    for (const [cell, sign] of [[total, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
      const variable = variables.get(cell);
      if (variable) variable.set(`sum ${index}`, (variable.get(`sum ${index}`) ?? 0) + sign);
      else constant -= sign * (cells.get(cell)?.[0] ?? 0);
    }
    constraints.set(`sum ${index}`, equalTo(constant));
  }
  const reach = (direction: 'minimize' | 'maximize') => {
    const answer = solve({ direction, objective: `range ${path}`, constraints, variables } as Parameters<
      typeof solve
    >[0]);
    if (answer.status === 'unbounded') return Infinity;
    if (answer.status !== 'optimal') throw new Error(`${path}: ${answer.status}`);
    return answer.result;
  };
  return [reach('minimize'), reach('maximize')];
}

const historyOfSize = (seed: number, aggregates: number) => {
  const history = emptyHistory();
  for (const event of sampleHistory(chanceOf(seed), { aggregates, years: 2 }).flat()) applyEvent(history, event);
  return history;
};
const today = '2020-01-01';

it('pins no small count of the outside report, however its sums and rates are put together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom(60, 300, 900), (seed, aggregates) => {
      const whole = reportOf(historyOfSize(seed, aggregates).tally, 2013, today);
      const truth = new Map(
        figuresOf(whole).flatMap((one) => ('count' in one ? [[nameOf(one.figure), one.count]] : [])),
      );
      const known = read(ReportSchema.parse(seenAs('outside', whole)));
      // Cells of the same sums and the same range are interchangeable: one of them stands for all.
      const ranges = new Map<string, [number, number]>();
      const narrow = [...known.cells].flatMap(([path, [least, most]]) => {
        if (least === most || Number(truth.get(path)) >= 5) return [];
        const sums = known.sums.flatMap(({ total, parts }, index) =>
          total === path || parts.includes(path) ? [`${index}${total === path ? 'total' : ''}`] : [],
        );
        const alike = `${sums.join()} ${least} ${most}`;
        const range = ranges.get(alike) ?? rangeOf(path, known);
        ranges.set(alike, range);
        return range[0] <= 1e-6 && range[1] >= 4 - 1e-6 ? [] : [{ path, range }];
      });
      expect(narrow).toEqual([]);
    }),
    { numRuns: 4 },
  );
}, 120_000);

it('shows no small count in the outside view, nor in the change from year to year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { tally } = historyOfSize(seed, 300);
      const [now, then] = [2013, 2012].map((year) => seenAs('outside', reportOf(tally, year, today)));
      if (!now || !then) throw new Error('two years');
      const ours = ['results.', 'victims.', 'shelter.', 'children.', 'penal.', 'programmes.', 'communes.'];
      const isAboutPeople = (figure: string) =>
        ours.some((name) => figure.startsWith(name)) && !figure.endsWith('available');
      for (const figure of figuresOf(now))
        if ('count' in figure && isAboutPeople(figure.figure) && typeof figure.count === 'number')
          expect(figure.count).toBeGreaterThanOrEqual(5);
      for (const { this: here, other, change, ratio } of comparison(now, then).figures)
        if (typeof here !== 'number' || typeof other !== 'number') expect([change, ratio]).toEqual([null, null]);
    }),
    { numRuns: 8 },
  );
});

it('says in no view but the whole one where shelter places are', () => {
  const whole = reportOf(historyOfSize(1, 300).tally, 2013, today);
  expect(whole.communes.some(({ beds }) => (beds ?? 0) > 0)).toBe(true);
  for (const view of ['partner', 'outside'] as const)
    expect(seenAs(view, whole).communes.every(({ beds }) => beds === null)).toBe(true);
});

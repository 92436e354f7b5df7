import { lagAt, partsAt } from './parts.js';
import type { Results } from './results.js';
import { arrivalsRow, type Row, rowsOf, times } from './summary.js';

const begin = '<!-- measured: begin (written by npm run load; do not edit) -->';
const end = '<!-- measured: end -->';
const noNumber = '–';
const number = (value: number | null | undefined, digits = 3) =>
  value === null || value === undefined ? noNumber : String(Number(value.toPrecision(digits)));
const ratio = (value: number | null) => (value === null ? noNumber : `${number(value, 2)} ×`);

/** Columns of words; the others hold numbers. */
const words = new Set(['system', 'what', 'answers', 'read model', 'part']);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((title) => (words.has(title) ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

const titles: Record<Row['system'], string> = {
  abri: 'Abri',
  gateway: 'Abri through its gateway',
  naive: 'naive baseline',
  floor: 'floor',
};

const order = Object.keys(titles);

function arrivalsTable(results: Results): string {
  const rows = rowsOf(results);
  const head = [
    'households/s',
    'system',
    'p50',
    'p99',
    'p99.9',
    'answered/s',
    'dropped',
    'failed',
    'p50 to floor',
    'p99 to floor',
    'p50 to naive',
    'p99 to naive',
  ];
  const lines = rows
    .filter(({ kind }) => kind === 'arrivals')
    .sort((a, b) => (a.rate ?? 0) - (b.rate ?? 0) || order.indexOf(a.system) - order.indexOf(b.system))
    .map((row) => {
      const [floor, naive] = [arrivalsRow(rows, 'floor', row.rate ?? 0), arrivalsRow(rows, 'naive', row.rate ?? 0)];
      const numbers = [row.p50, row.p99, row.p999, row.answeredPerSecond, row.dropped, row.failed].map((value) =>
        number(value),
      );
      const ratios = [
        times(row.p50, floor?.p50),
        times(row.p99, floor?.p99),
        times(row.p50, naive?.p50),
        times(row.p99, naive?.p99),
      ].map(ratio);
      return [String(row.rate), titles[row.system], ...numbers, ...ratios];
    });
  return table(head, lines);
}

function correctnessTable(results: Results): string {
  const of = (row: Row, kind: string) => [
    titles[row.system],
    kind,
    Object.entries(row.outcomes)
      .map(([state, count]) => `${count} ${state}`)
      .join(', ') || noNumber,
    number(row.doubled, 9),
    number(row.lost, 9),
    number(row.lastAnswerMs),
  ];
  const kinds = {
    closedLoop: 'closed loop',
    arrivals: 'arrivals',
    rushForOneBed: 'all want the only bed',
    rushForTheBestBed: 'all want the best of many beds',
  };
  // The floor has no beds that could be counted; in a rush it shows what so many answers cost at least.
  const rows = rowsOf(results).filter(({ kind, doubled }) => doubled !== null || kind.startsWith('rush'));
  return table(
    ['system', 'what', 'answers', 'beds doubled', 'acknowledged and lost', 'last answer, ms'],
    rows.map((row) => of(row, row.kind === 'arrivals' ? `${row.rate}/s` : kinds[row.kind])),
  );
}

function lagTable(results: Results): string {
  return table(
    ['households/s', 'read model', 'p50, ms', 'p99, ms'],
    results.plan.rates.flatMap((rate) =>
      [...lagAt(results, 'abri', rate)].map(([name, { p50, p99 }]) => [String(rate), name, number(p50), number(p99)]),
    ),
  );
}

function usageTable(results: Results): string {
  const { rates } = results.plan;
  const byRate = rates.map((rate) => partsAt(results, 'abri', rate));
  // The other two stand idle meanwhile.
  const parts = [...new Set(byRate.flatMap((found) => [...found.keys()]))].filter(
    (part) => part !== 'naive' && part !== 'floor',
  );
  return table(
    ['part', ...rates.map((rate) => `${rate}/s`)],
    parts.map((part) => [
      part,
      ...byRate.map((found) => {
        const usage = found.get(part);
        return usage ? `${number(usage.cores, 2)} cores, ${number(usage.peakMemoryMb, 3)} MB` : noNumber;
      }),
    ]),
  );
}

/** The measured section of docs/performance.md: tables of medians over the rounds, and what they were measured on. */
export function measuredSection(results: Results, recordedIn: string): string {
  const { machine, plan } = results;
  return [
    begin,
    `Measured ${results.startedAt.slice(0, 10)} at commit ${machine.commit}; recorded in \`${recordedIn}\`.`,
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, k6 ${machine.k6}, ${machine.database}, ${machine.broker}. ` +
      `Other work before the start: ${machine.loadBefore} per core. ${results.shelters} shelters with ${results.units} units; ` +
      `${plan.rounds} round(s) of ${plan.seconds} s a stage. Times in ms; medians over the rounds, counts are sums.`,
    '### Placing households, open loop',
    arrivalsTable(results),
    '![Time to place a household by rate](charts/placement-latency.svg)',
    '### Beds',
    correctnessTable(results),
    '### How far the read models are behind',
    lagTable(results),
    '### Processor and memory by part',
    usageTable(results),
    '![Processor time by part](charts/processor.svg)',
    end,
  ].join('\n\n');
}

/** Puts a new measured section in place of the old one. Throws when the page has no such section. */
export function withMeasured(page: string, section: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('The page has no measured section to replace.');
  return page.slice(0, from) + section + page.slice(to + end.length);
}

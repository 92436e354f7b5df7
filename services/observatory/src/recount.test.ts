import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '@abri/contracts/report-api';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { applyEvent, emptyHistory, type TopicEvent } from './domain/history/history.js';
import { figuresOf } from './domain/report/figures.js';
import { reportOf } from './domain/report/report.js';
import { partCounts, preparation, singleCounts, values } from './recount-sql.js';
import { chanceOf } from './samples/chance.js';
import { anyOrder, sampleHistory } from './samples/history.js';

type Known = Map<string, number>;
const inhabitants = 350_157;

/** Counts the events of a file of JSON lines again, in SQL. */
async function recount(file: string, year: number, today: string): Promise<{ counts: Known; values: Known }> {
  const duck = await (await DuckDBInstance.create()).connect();
  try {
    await duck.run(`CREATE MACRO the_year() AS ${year}`);
    await duck.run(`CREATE MACRO today() AS DATE '${today}'`);
    await duck.run(`CREATE MACRO inhabitants() AS ${inhabitants}`);
    await duck.run(
      `CREATE TABLE raw AS SELECT topic, line FROM read_json('${file}', format = 'newline_delimited', columns = {topic: 'VARCHAR', line: 'JSON'})`,
    );
    for (const statement of preparation.split(';\n')) if (statement.trim() !== '') await duck.run(statement);
    const parts = await rowsOf(duck, partCounts.join(' UNION ALL '), 'count');
    const totals = new Map<string, number>();
    for (const [figure, count] of parts) {
      const total = figure.slice(0, figure.lastIndexOf('.'));
      totals.set(total, (totals.get(total) ?? 0) + count);
    }
    const counts = new Map([...parts, ...totals, ...(await rowsOf(duck, singleCounts.join(' UNION ALL '), 'count'))]);
    await duck.run('CREATE TABLE counted (figure VARCHAR, count BIGINT)');
    // An occupancy is of what was in service, also where nobody slept.
    for (const figure of [...counts.keys()])
      if (figure.startsWith('shelter.nights') && figure.endsWith('.available')) {
        const occupied = figure.replace('.available', '.occupied');
        counts.set(occupied, counts.get(occupied) ?? 0);
      }
    for (const [figure, count] of counts) await duck.run(`INSERT INTO counted VALUES ('${figure}', ${count})`);
    return { counts, values: new Map(await rowsOf(duck, values.join(' UNION ALL '), 'value')) };
  } finally {
    duck.disconnectSync();
  }
}
async function rowsOf(duck: DuckDBConnection, sql: string, column: string): Promise<[string, number][]> {
  const rows = (await duck.runAndReadAll(sql)).getRowObjects();
  return rows.flatMap((row) =>
    row[column] === null ? [] : [[String(row.figure), Number(row[column])] as [string, number]],
  );
}

/** Where each row of the scheme's own table is counted. */
const results: Readonly<Record<string, string>> = {
  pupils: 'programmes.pupilsByLevel',
  professionals: 'programmes.professionalsByField',
  victims: 'victims.byCategory',
  women: 'victims.byCategory.woman',
  men: 'victims.byCategory.man',
  children: 'victims.byCategory.child',
  sheltered: 'shelter.sheltered',
  mediations: 'penal.measures.mediation',
  probations: 'penal.measures.probation',
  socialSurveys: 'penal.measures.socialSurvey',
  hosted: 'penal.hosted',
  therapySessions: 'programmes.therapySessionsByAudience',
};

/** What the report says and the recount does not, in either direction. */
function differences(report: Report, again: { counts: Known; values: Known }): object[] {
  const expected = new Map(again.counts);
  const rates = new Map(again.values);
  for (const [result, figure] of Object.entries(results)) {
    expected.set(`results.${result}`, again.counts.get(figure) ?? 0);
    rates.set(`results.${result}.per10000`, Math.round(((again.counts.get(figure) ?? 0) / inhabitants) * 1e6) / 100);
  }
  const seen = new Set<string>();
  const wrong = figuresOf(report).flatMap((one): object[] => {
    seen.add(one.figure);
    const said = 'count' in one ? one.count : one.value;
    const counted = 'count' in one ? (expected.get(one.figure) ?? 0) : (rates.get(one.figure) ?? null);
    return said === counted ? [] : [{ figure: one.figure, said, counted }];
  });
  const unsaid = [...expected, ...rates].flatMap(([figure, counted]) =>
    seen.has(figure) ? [] : [{ figure, counted }],
  );
  // The flow is no figure by path: its links are held against the counts of outcomes.
  const flowing = new Map<string, number>();
  for (const { from, to, count } of report.shelter.flow.links)
    if (from !== 'called') flowing.set(to, (flowing.get(to) ?? 0) + Number(count));
  const flow = report.shelter.outcomes.parts.flatMap(({ key }) =>
    (flowing.get(key) ?? 0) === (expected.get(`shelter.outcomes.${key}`) ?? 0) ? [] : [{ flow: key }],
  );
  return [...wrong, ...unsaid, ...flow];
}

async function exportedTo(file: string, events: readonly TopicEvent[]): Promise<void> {
  await writeFile(file, events.map(({ topic, event }) => `${JSON.stringify({ topic, line: event })}\n`).join(''));
}

it('equals a slow recount in SQL over the exported events, figure by figure, for random histories', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'abri-recount-'));
  const met = new Set<string>();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.constantFrom('2020-01-01', '2013-07-14', '2014-01-01', '2013-01-01'),
        async (seed, today) => {
          const events = anyOrder(sampleHistory(chanceOf(seed), { aggregates: 260, years: 2 }), chanceOf(seed + 1), 5);
          const history = emptyHistory();
          for (const event of events) applyEvent(history, event);
          const report = reportOf(history.tally, 2013, today);
          const file = path.join(folder, `${seed}.jsonl`);
          await exportedTo(file, events);
          expect(differences(report, await recount(file, 2013, today))).toEqual([]);
          for (const one of figuresOf(report))
            if ('count' in one && one.count !== 0) met.add(one.figure.split('.').slice(0, 2).join('.'));
        },
      ),
      { numRuns: 6 },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
  const { familyPlaces: _, communes: __, ...rest } = reportOf(emptyHistory().tally, 2013, '2020-01-01');
  const all = figuresOf({ ...rest, familyPlaces: _, communes: [] }).flatMap((one) =>
    'count' in one ? [one.figure.split('.').slice(0, 2).join('.')] : [],
  );
  expect([...new Set(all)].filter((figure) => !met.has(figure))).toEqual([]);
}, 240_000);

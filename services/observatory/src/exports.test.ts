import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataDictionary } from '@abri/contracts/report-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { applyEvent, emptyHistory } from './domain/history/history.js';
import { figuresOf } from './domain/report/figures.js';
import { wordsOf } from './domain/report/figure-words.js';
import { reportOf } from './domain/report/report.js';
import { tables } from './domain/report/tables.js';
import { seenAs } from './domain/report/views.js';
import { dictionary, exported } from './exports.js';
import { partWords } from './pdf-words.js';
import { reportDocument, reportPdf } from './report-pdf.js';
import { chanceOf } from './samples/chance.js';
import { sampleHistory } from './samples/history.js';

const history = emptyHistory();
for (const event of sampleHistory(chanceOf(21), { aggregates: 500, years: 2 }).flat()) applyEvent(history, event);
const today = '2020-06-01';
const whole = [2012, 2013].map((year) => reportOf(history.tally, year, today));
const outside = whole.map((report) => seenAs('outside', report));

it('gives the same rows as CSV, as JSON and, read by DuckDB, as Parquet', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'abri-parquet-'));
  const duck = await (await DuckDBInstance.create()).connect();
  try {
    for (const spec of tables)
      for (const reports of [whole, outside]) {
        const json = JSON.parse(exported(spec, reports, 'json').toString()) as Record<string, unknown>[];
        const csv = parse(exported(spec, reports, 'csv'), { columns: true }) as Record<string, string>[];
        const text = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));
        expect(csv).toEqual(json.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, text(v)]))));
        const file = path.join(folder, `${spec.table}.parquet`);
        await writeFile(file, exported(spec, reports, 'parquet'));
        const read = await duck.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
        expect(read.getRowObjectsJson()).toEqual(json);
      }
  } finally {
    duck.disconnectSync();
    await rm(folder, { recursive: true });
  }
}, 60_000);

it('says in its dictionary what each column and each figure of every row is', () => {
  const { tables: described, figures } = DataDictionary.parse(dictionary);
  for (const { table, columns } of described) {
    const spec = tables.find((one) => one.table === table);
    for (const row of whole.flatMap((report) => spec?.rows(report) ?? []))
      expect(Object.keys(row)).toEqual(columns.map(({ column }) => column));
  }
  expect(new Set(figures.map(({ figure }) => figure)).size).toBe(figures.length);
  const unknown = whole.flatMap(figuresOf).filter(({ figure }) => wordsOf(figure) === undefined);
  expect(unknown).toEqual([]);
});

it('has words in both languages for every part that is printed', () => {
  const [report] = whole;
  const breakdowns = Object.entries(report ?? {}).flatMap(([section, of]) =>
    typeof of === 'object' && of !== null && !Array.isArray(of)
      ? Object.entries(of as object).flatMap(([name, value]: [string, unknown]) =>
          typeof value === 'object' && value !== null && 'parts' in value
            ? (value.parts as { key: string }[]).map(({ key }) => [`${section}.${name}`, key] as const)
            : [],
        )
      : [],
  );
  const bare = breakdowns.filter(
    ([figure, key]) =>
      !/^\d/.test(key) && (partWords(figure, key, 'fr') === key || partWords(figure, key, 'en') === key),
  );
  expect(bare).toEqual([]);
});

it.each(['fr', 'en'] as const)(
  'prints the report in %s',
  async (lang) => {
    const [report] = outside;
    if (!report) throw new Error('a report');
    // Letters that the fonts have: Latin with its accents, and a few signs.
    expect(JSON.stringify(reportDocument(report, lang)).match(/[^\u0020-\u017f’“”–]/g)).toBeNull();
    const pdf = await reportPdf(report, lang);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(20_000);
  },
  60_000,
);

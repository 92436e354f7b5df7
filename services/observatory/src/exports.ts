import type { DataDictionary, ExportFormat, Report } from '@abri/contracts/report-api';
import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { figureWords } from './domain/report/figure-words.js';
import { type Cell, type Row, tables, type TableSpec } from './domain/report/tables.js';

/** What a table is sent as. */
export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** The rows of one table, of several years one after the other, in a format. */
export function exported(spec: TableSpec, reports: readonly Report[], format: ExportFormat): Buffer {
  const rows = reports.flatMap((report) => spec.rows(report));
  const names = spec.columns.map(({ column }) => column);
  if (format === 'json') return Buffer.from(`${JSON.stringify(rows)}\n`);
  if (format === 'csv') return Buffer.from(stringify(rows.map(guarded), { header: true, columns: names }));
  const types = { integer: 'INT32', number: 'DOUBLE', text: 'STRING' } as const;
  const columnData = spec.columns.map(({ column, type }) => ({
    name: column,
    data: rows.map((row) => row[column] ?? null),
    type: types[type],
    nullable: true,
  }));
  return Buffer.from(parquetWriteBuffer({ columnData }));
}

/** A text that a spreadsheet would take for a formula is not read as one. Numbers stay numbers. */
const guarded = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]): [string, Cell] => [
      name,
      typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell,
    ]),
  );

/** What every table, column, marker and figure means. */
export const dictionary: DataDictionary = {
  tables: tables.map(({ table, fr, en, columns }) => ({ table, fr, en, columns: [...columns] })),
  markers: [
    { marker: '<5', fr: 'de 0 à 4', en: '0 to 4' },
    {
      marker: 'hidden',
      fr: 'caché, pour qu’un petit nombre ne se déduise pas des totaux',
      en: 'hidden, so that no small number can be worked out from the totals',
    },
  ],
  figures: Object.entries(figureWords).map(([figure, words]) => ({ figure, ...words })),
};

import type { Violation } from '@abri/contracts/problem';
import { type CsvError, parse } from 'csv-parse/sync';
import { type Column, columnOf, columns } from './csv-columns.js';

/** A line of the file as text by column name. `number` is its line in the file, counted from 1. */
export interface Line {
  number: number;
  cells: ReadonlyMap<string, string>;
}

/** Where something is wrong: the line, and the column by its English name. */
export const at = (line: number, column?: string): string => `/lines/${line}${column ? `/${column}` : ''}`;

/**
 * Cuts a file into lines and cells: `,` or `;` or tab, with or without BOM, empty lines left out. Gives what is wrong
 * with the file as a whole; headings and cells are never repeated there, they may be an address in the wrong place.
 */
export function readTable(file: string): { lines: Line[]; violations: Violation[] } {
  const nothing = (violations: Violation[]) => ({ lines: [], violations });
  let records: { info: { lines: number }; record: string[] }[];
  try {
    records = parse(file, {
      bom: true,
      delimiter: separatorOf(file),
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines } = error as CsvError & { lines?: number };
    return nothing([{ pointer: at(lines ?? 1), message: 'has a quotation mark that does not pair up' }]);
  }
  const [heading, ...rest] = records;
  if (!heading || rest.length === 0)
    return nothing([{ pointer: at(1), message: 'must be the headings, and each line after it one unit' }]);
  const { found, violations } = readHeadings(heading.record, heading.info.lines);
  if (violations.length > 0) return nothing(violations);

  const lines = rest.map(({ info, record }): Line => {
    if (record.length > found.length && record.slice(found.length).some((cell) => cell !== ''))
      violations.push({ pointer: at(info.lines), message: 'has more cells than there are headings' });
    const cells = found.map((column, index) => [column.name, unescaped(record[index] ?? '')] as const);
    for (const [name, cell] of cells)
      if (cell.includes('\uFFFD'))
        violations.push({ pointer: at(info.lines, name), message: 'is not UTF-8: save the file as CSV UTF-8' });
    return { number: info.lines, cells: new Map(cells) };
  });
  return { lines, violations };
}

function readHeadings(headings: readonly string[], line: number): { found: Column[]; violations: Violation[] } {
  const violations: Violation[] = [];
  const found: Column[] = [];
  headings.forEach((heading, index) => {
    const column = columnOf(heading);
    const here = at(line, `column-${index + 1}`);
    if (!column) violations.push({ pointer: here, message: 'is not a known heading' });
    else if (found.includes(column)) violations.push({ pointer: here, message: 'is there twice' });
    if (column) found.push(column);
  });
  for (const column of columns)
    if (!column.mayBeAbsent && !found.includes(column))
      violations.push({ pointer: at(line, column.name), message: 'is missing among the headings' });
  return { found, violations };
}

/** The separator that the headings use most. */
function separatorOf(file: string): string {
  const [heading = ''] = file.split(/\r?\n|\r/, 1);
  const counted = [',', ';', '\t'].map((separator) => ({ separator, count: heading.split(separator).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

/** Takes off the apostrophe that an export puts before what a spreadsheet would run as a formula. */
const unescaped = (cell: string) => (/^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell);

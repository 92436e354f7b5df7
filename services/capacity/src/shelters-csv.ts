import { ConfidentialAddress } from '@abri/contracts/capacity-api';
import type { Violation } from '@abri/contracts/problem';
import { type Shelter, ShelterDetails, UnitDetails } from '@abri/contracts/shelter';
import { Id } from '@abri/contracts/vocabulary';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type Column, columns } from './csv-columns.js';
import { at, type Line, readTable } from './csv-table.js';
import { mostUnits } from './domain/decide.js';

const HouseCells = z.strictObject({
  shelterId: Id,
  details: ShelterDetails,
  address: ConfidentialAddress.optional(),
});
const UnitCells = z.strictObject({ unitId: Id, unit: UnitDetails });
/** A house of the file with its units. `line` is where it stands first; without an address where its cells are empty. */
export type House = z.infer<typeof HouseCells> & { line: number; units: z.infer<typeof UnitCells>[] };

/** Reads a file of shelters. Pure. Gives the houses only when nothing at all is wrong, else everything that is. */
export function parseShelters(file: string): { houses: House[]; violations: Violation[] } {
  const { lines, violations } = readTable(file);
  const byHouse = new Map<string, Line[]>();
  for (const line of lines) {
    const id = line.cells.get('shelter_id') ?? '';
    byHouse.set(id, [...(byHouse.get(id) ?? []), line]);
  }
  const houses = [...byHouse.values()].flatMap((own) => readHouse(own, violations) ?? []);
  violations.sort((one, other) => lineOf(one) - lineOf(other));
  return violations.length > 0 ? { houses: [], violations } : { houses, violations };
}

function readHouse(lines: readonly Line[], violations: Violation[]): House | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const about = columns.filter(({ of }) => of !== 'unit');
  for (const line of lines.slice(1)) {
    for (const { name } of about) {
      const cell = line.cells.get(name) ?? '';
      if (cell !== '' && cell !== (first.cells.get(name) ?? ''))
        violations.push({ pointer: at(line.number, name), message: `differs from line ${first.number}` });
    }
  }
  const house = check(HouseCells, about, first, violations);
  const seen = new Map<string, number>();
  const units = lines.flatMap((line) => {
    const unit = check(UnitCells, unitColumns, withUnitId(line), violations);
    const before = unit && seen.get(unit.unitId);
    if (before !== undefined)
      violations.push({ pointer: at(line.number, 'unit'), message: `is on line ${before} already` });
    if (unit) seen.set(unit.unitId, line.number);
    return unit ? [unit] : [];
  });
  if (lines.length > mostUnits)
    violations.push({ pointer: at(first.number), message: `a shelter has at most ${mostUnits} units` });
  return house && { ...house, line: first.number, units };
}
const unitColumns = columns.filter(({ of }) => of === 'unit');

/** A unit without an id gets one made of its label, the same each time. */
function withUnitId(line: Line): Line {
  if (line.cells.get('unit_id')) return line;
  const label = (line.cells.get('unit') ?? '').normalize('NFD').replace(/\p{Diacritic}/gu, '');
  const made = label.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { ...line, cells: new Map([...line.cells, ['unit_id', made.slice(0, 64) || 'unit']]) };
}

/** Checks one line's cells of some columns by a schema; names every column that is wrong. */
function check<S extends z.ZodType>(
  schema: S,
  about: readonly Column[],
  line: Line,
  violations: Violation[],
): z.infer<S> | undefined {
  const value: Record<string, unknown> = {};
  for (const { path, kind, name } of about) {
    const read = kind.read(line.cells.get(name) ?? '');
    if (read !== undefined) put(value, path, read);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = new Set(
    parsed.error.issues.flatMap((issue) => about.filter(({ path }) => agree(path, issue.path.map(String)))),
  );
  for (const { name, expects } of wrong)
    violations.push({ pointer: at(line.number, name), message: `must be ${expects}` });
  return undefined;
}

/** Whether one path begins the other: an issue may be about a part of a cell, or about a whole object that is missing. */
const agree = (path: readonly string[], issue: readonly string[]) =>
  path.slice(0, issue.length).join('/') === issue.slice(0, path.length).join('/');

function put(value: Record<string, unknown>, [head = '', ...rest]: readonly string[], cell: unknown): void {
  if (rest.length === 0) {
    value[head] = cell;
    return;
  }
  const inner = (value[head] ?? {}) as Record<string, unknown>;
  value[head] = inner;
  put(inner, rest, cell);
}

const lineOf = ({ pointer }: Violation) => Number(pointer.split('/')[2] ?? 0);

/**
 * Writes shelters as a file that `parseShelters` reads: one line a unit, the house repeated. Addresses are never in it.
 * It starts with a BOM and defuses formulas, since it will be opened in a spreadsheet.
 */
export function formatShelters(shelters: readonly Shelter[], separator: ',' | ';'): string {
  const written = columns.filter(({ of }) => of !== 'address');
  const lines = shelters.flatMap(({ shelterId, units, holds: _, ...details }) =>
    units.map(({ unitId, service: __, ...unit }) =>
      written.map(({ path, kind }) =>
        kind.write(
          path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], {
            shelterId,
            details,
            unitId,
            unit,
          }),
        ),
      ),
    ),
  );
  return stringify([written.map(({ name }) => name), ...lines], {
    delimiter: separator,
    bom: true,
    escape_formulas: true,
  });
}

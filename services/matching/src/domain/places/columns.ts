/** One row a shelter: where its units lie, and the number of its last state. */
export const shelterColumns = (rows: number) => ({
  unitStart: new Uint32Array(rows),
  unitCount: new Uint16Array(rows),
  unitRoom: new Uint16Array(rows),
  seq: new Float64Array(rows),
});
/** What a unit is. */
export const unitFlag = { exclusive: 1, stepFree: 2 } as const;
/** One row a unit; the units of a shelter lie side by side. Beds and cots are free ones. */
export const unitColumns = (rows: number) => ({
  beds: new Uint8Array(rows),
  cots: new Uint8Array(rows),
  flags: new Uint8Array(rows),
});
export type ShelterColumns = ReturnType<typeof shelterColumns>;
export type UnitColumns = ReturnType<typeof unitColumns>;

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;
/** The same columns with more rows. */
export function grown<T extends Record<string, Column>>(columns: T, make: (rows: number) => T, rows: number): T {
  const larger = make(rows);
  for (const name of Object.keys(columns)) {
    const from = columns[name];
    if (from) larger[name]?.set(from);
  }
  return larger;
}

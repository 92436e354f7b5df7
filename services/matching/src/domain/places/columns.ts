/** What a house allows and is, one bit each. */
export const flag = { women: 1, men: 2, children: 4, pets: 8, hotel: 16, automatic: 32 } as const;
/** What a unit is. */
export const unitFlag = { exclusive: 1, stepFree: 2 } as const;

/** One row a shelter: everything that the rules look at, laid out for scanning. Beds and cots are free ones. */
export const shelterColumns = (rows: number) => ({
  flags: new Uint8Array(rows),
  highestBoyAge: new Uint8Array(rows),
  commune: new Uint16Array(rows),
  arrivalsFrom: new Uint16Array(rows),
  arrivalsTo: new Uint16Array(rows),
  languages: new Uint16Array(rows),
  services: new Uint8Array(rows),
  equipment: new Uint8Array(rows),
  freeBeds: new Uint16Array(rows),
  freeCots: new Uint16Array(rows),
  /** Beds in service, free or not. */
  beds: new Uint16Array(rows),
  unitStart: new Uint32Array(rows),
  unitCount: new Uint16Array(rows),
  unitRoom: new Uint16Array(rows),
  seq: new Float64Array(rows),
});
/** One row a unit; the units of a shelter lie side by side. */
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

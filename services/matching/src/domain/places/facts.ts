import { createDictionaryColumn, type DictionaryColumn } from './dictionary-column.js';

/** What a house allows and is, one bit each. */
export const flag = { women: 1, men: 2, children: 4, pets: 8, hotel: 16, automatic: 32 } as const;

/** Free beds and cots. */
export interface Room {
  readonly beds: number;
  readonly cots: number;
}
/** What a rule can look at of a shelter. */
export interface Facts {
  shelterId: string;
  /** Its number at `Distances`. */
  commune: number;
  /** Bits of `flag`. */
  flags: number;
  highestBoyAge: number;
  /** Local time, in minutes since midnight. */
  arrivals: { readonly from: number; readonly to: number };
  /** Bits, as of `masks.ts`; so are the next two. */
  languages: number;
  services: number;
  equipment: number;
  /** In all units that are in service, and in the step-free ones of them. */
  room: Room;
  stepFreeRoom: Room;
  /** Beds of the smallest free unit; 0 where some are free in a shared one, of which none is spared. */
  smallestUnit: number;
  /** Beds in service, and how many of them are free. */
  occupancy: { readonly beds: number; readonly free: number };
}
export type FactName = keyof Facts;
export type FactColumns = { readonly [Name in FactName]: DictionaryColumn<Facts[Name]> };

const itself = <T extends string | number>(value: T) => value;
/** One number for two that are below 65,536. */
const pair = (high: number, low: number) => high * 65_536 + low;
const roomKey = ({ beds, cots }: Room) => pair(beds, cots);

/** Columns without rows. */
export const factColumns = (): FactColumns => ({
  shelterId: createDictionaryColumn<string>(itself),
  commune: createDictionaryColumn<number>(itself),
  flags: createDictionaryColumn<number>(itself),
  highestBoyAge: createDictionaryColumn<number>(itself),
  arrivals: createDictionaryColumn<Facts['arrivals']>(({ from, to }) => pair(from, to)),
  languages: createDictionaryColumn<number>(itself),
  services: createDictionaryColumn<number>(itself),
  equipment: createDictionaryColumn<number>(itself),
  room: createDictionaryColumn(roomKey),
  stepFreeRoom: createDictionaryColumn(roomKey),
  smallestUnit: createDictionaryColumn<number>(itself),
  occupancy: createDictionaryColumn<Facts['occupancy']>(({ beds, free }) => pair(beds, free)),
});

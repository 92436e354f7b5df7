import type { Equipment, HouseService, Language } from '@abri/contracts/vocabulary';
import type { HouseRules, UnitDetails } from '@abri/contracts/shelter';

/** Several units alike; their labels are the prefix and a number. */
export interface SeedUnits extends Omit<UnitDetails, 'label'> {
  readonly count: number;
  readonly prefix: string;
}
/** An invented house; rules that are left out: women and children, boys of every age, no pets, day and night. */
export interface SeedHouse {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shelter' | 'hotel';
  readonly commune: string;
  readonly postalCode: string;
  readonly acceptance: 'asked' | 'automatic';
  readonly rules: Partial<HouseRules>;
  readonly languages: readonly Language[];
  readonly services: readonly HouseService[];
  readonly equipment: readonly Equipment[];
  readonly units: readonly SeedUnits[];
}

/** Units for one household each. */
export const rooms = (prefix: string, count: number, beds: number, cots: number, stepFree = false): SeedUnits => ({
  count,
  prefix,
  beds,
  cots,
  sharing: 'exclusive',
  stepFree,
});
/** Rooms or flats for an adult with children: large ones are G, step-free ones FA. */
export const family = (count: number, beds: number, cots = 1, stepFree = false) =>
  rooms(stepFree ? 'FA' : beds > 4 ? 'G' : beds > 3 ? 'F' : 'D', count, beds, cots, stepFree);
/** Rooms for one person. */
export const single = (count: number, stepFree = false) => rooms(stepFree ? 'SA' : 'S', count, 1, 0, stepFree);
/** Rooms that are let by the bed. */
export const dormitory = (count: number, beds: number): SeedUnits => ({
  count,
  prefix: 'P',
  beds,
  cots: 0,
  sharing: 'shared',
  stepFree: false,
});
/** Local time between which people may arrive. */
export const hours = (from: string, to: string) => ({ arrivals: { from, to } });

type Described = Omit<SeedHouse, 'kind' | 'acceptance'>;
/** A house with staff: it answers each offer. */
export const house = (described: Described): SeedHouse => ({ ...described, kind: 'shelter', acceptance: 'asked' });
/** A place where nobody has to be asked. */
export const flat = (described: Described): SeedHouse => ({ ...described, kind: 'shelter', acceptance: 'automatic' });
/** Bed nights in a hotel, for when no shelter fits. */
export const hotel = (described: Omit<Described, 'services'>): SeedHouse => ({
  ...described,
  services: [],
  kind: 'hotel',
  acceptance: 'automatic',
});

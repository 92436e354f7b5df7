import type { FamilyPlaces, Nights } from '@abri/contracts/report-api';
import { daysOf } from '../history/calendar.js';
import { countsOf, type Figure, type Tally } from '../history/tally.js';
import { months, shareOf } from './breakdown.js';

/** Changes by day, as `shelter/2012-03-04` or `2012-03-04`, of one kind, summed up over each night of the year. */
function levels(tally: Tally, figure: Figure, prefix: string, year: number, nights: readonly string[]): number[] {
  let level = 0;
  for (const earlier of tally.keys())
    if (earlier < year)
      for (const [key, change] of countsOf(tally, earlier, figure)) if (key.startsWith(prefix)) level += change;
  const changes = countsOf(tally, year, figure);
  return nights.map((day) => (level += changes.get(prefix + day) ?? 0));
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const nightsOf = (available: number, occupied: number): Nights => ({
  available,
  occupied,
  occupancy: shareOf(occupied, available),
});

/** The nights of a year that have begun before `today`: all of them, where the year is over. */
export const nightsUntil = (year: number, today: string): string[] => daysOf(year).filter((day) => day < today);

/** Bed nights of the year, in all, by kind of house, and by month. */
export function bedNights(tally: Tally, year: number, nights: readonly string[]) {
  const of = (kind: 'shelter' | 'hotel') => ({
    available: levels(tally, 'beds', `${kind}/`, year, nights),
    occupied: levels(tally, 'occupied', `${kind}/`, year, nights),
  });
  const [shelter, hotel] = [of('shelter'), of('hotel')];
  const total = (which: 'available' | 'occupied') =>
    nights.map((_, night) => (shelter[which][night] ?? 0) + (hotel[which][night] ?? 0));
  const [available, occupied] = [total('available'), total('occupied')];
  const inMonth = (counts: readonly number[], month: string) =>
    sum(counts.filter((_, night) => nights[night]?.slice(5, 7) === month));
  return {
    nights: {
      all: nightsOf(sum(available), sum(occupied)),
      shelter: nightsOf(sum(shelter.available), sum(shelter.occupied)),
      hotel: nightsOf(sum(hotel.available), sum(hotel.occupied)),
    },
    byMonth: months.map((month) => ({ month, ...nightsOf(inMonth(available, month), inMonth(occupied, month)) })),
  };
}

/** Nights that violent spouses spent in hosting places. */
export const hostedNightsOf = (tally: Tally, year: number, nights: readonly string[]): number =>
  sum(levels(tally, 'hostedNights', '', year, nights));

/** What all changes up to the end of a year come to, by key. */
export function standing(tally: Tally, figure: Figure, year: number): Map<string, number> {
  const now = new Map<string, number>();
  for (const earlier of tally.keys())
    if (earlier <= year)
      for (const [key, change] of countsOf(tally, earlier, figure)) now.set(key, (now.get(key) ?? 0) + change);
  return now;
}

/** The yardstick: one family place for every 10,000 inhabitants, to the nearest whole place. */
export function familyPlacesOf(tally: Tally, year: number, inhabitants: number): FamilyPlaces {
  const places = standing(tally, 'places', year);
  const there = places.get('family') ?? 0;
  return {
    needed: Math.round(inhabitants / 10_000),
    there,
    per10000: inhabitants === 0 ? 0 : Math.round((there / inhabitants) * 1_000_000) / 100,
    sharedBeds: places.get('sharedBeds') ?? 0,
    hotelBeds: places.get('hotelBeds') ?? 0,
  };
}

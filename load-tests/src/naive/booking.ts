import { randomUUID } from 'node:crypto';
import type { RequestPlacement } from '@abri/contracts/matching-api';
import type { FilterQuery } from 'mongoose';
import { Booking, type NaiveShelter, Shelter } from './models.js';

/** The hard rules as a database filter: the same rules that Abri holds, for one unit that takes the whole household. */
function filterOf({ household, needs, surroundings }: RequestPlacement): FilterQuery<NaiveShelter> {
  const { adults, children } = household;
  const boys = children.filter(({ sex }) => sex === 'boy').map(({ ageYears }) => ageYears);
  const home = surroundings.callerCommune;
  const limits: FilterQuery<NaiveShelter>[] = [
    ...(home && surroundings.minimumDistanceKm > 0
      ? [{ [`km.${home}`]: { $gte: surroundings.minimumDistanceKm } }]
      : []),
    ...(home && surroundings.maximumDistanceKm ? [{ [`km.${home}`]: { $lte: surroundings.maximumDistanceKm } }] : []),
    ...surroundings.avoid.map(({ commune, radiusKm }) => ({ [`km.${commune}`]: { $gt: radiusKm } })),
  ];
  return {
    units: {
      $elemMatch: {
        takenBy: null,
        beds: { $gte: adults.length + children.length },
        ...(needs.stepFree ? { stepFree: true } : {}),
      },
    },
    ...(adults.some(({ sex }) => sex === 'man') ? { takesMen: true } : {}),
    ...(adults.some(({ sex }) => sex === 'woman') ? { takesWomen: true } : {}),
    ...(children.length > 0 ? { takesChildren: true } : {}),
    ...(boys.length > 0 ? { highestBoyAge: { $gte: Math.max(...boys) } } : {}),
    ...(needs.pets > 0 ? { takesPets: true } : {}),
    ...(needs.equipment.length > 0 ? { equipment: { $all: needs.equipment } } : {}),
    ...(limits.length > 0 ? { $and: limits } : {}),
  };
}

/** Books as most first versions do: query, take the first, change it, save it. Nothing stops two from doing so at once. */
export async function book(request: RequestPlacement): Promise<{ state: 'placed' | 'waiting' }> {
  const home = request.surroundings.callerCommune;
  const shelter = await Shelter.findOne(filterOf(request)).sort({ hotel: 1, ...(home ? { [`km.${home}`]: 1 } : {}) });
  if (!shelter) return { state: 'waiting' };
  const people = request.household.adults.length + request.household.children.length;
  const free = shelter.units
    .map((unit, index) => ({ unit, index }))
    .filter(({ unit }) => !unit.takenBy && unit.beds >= people && (unit.stepFree || !request.needs.stepFree))
    .sort((a, b) => a.unit.beds - b.unit.beds)[0];
  if (!free) return { state: 'waiting' };
  const id = randomUUID();
  free.unit.takenBy = id;
  await shelter.save();
  await Booking.create({ _id: id, shelter: shelter._id, unit: free.index });
  return { state: 'placed' };
}

/** How many bookings there are, and how many of them have a unit that another booking has too. */
export async function countBookings(): Promise<{ bookings: number; doubled: number }> {
  const all = await Booking.find().lean<{ shelter: string; unit: number }[]>();
  const units = new Set(all.map(({ shelter, unit }) => `${shelter}/${unit}`));
  return { bookings: all.length, doubled: all.length - units.size };
}

/** Frees every unit and forgets every booking. */
export async function empty(): Promise<void> {
  await Booking.deleteMany({});
  for (const shelter of await Shelter.find()) {
    for (const unit of shelter.units) unit.takenBy = null;
    await shelter.save();
  }
}

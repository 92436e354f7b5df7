import type { FactScore } from './rule.js';

const fading = (distance: number | undefined, most: number, perKm: number) =>
  distance === undefined || Number.isNaN(distance) ? 0 : Math.max(0, most - perKm * distance);
const known = (distance: number | undefined) =>
  distance === undefined || Number.isNaN(distance) ? undefined : Math.round(distance * 10) / 10;

/** Near the caller's work, family and doctors: up to 60 points, none from 30 km on. */
export const near: FactScore<'commune'> = {
  name: 'near',
  looksAt: 'commune',
  concerns: ({ fromCaller }) => fromCaller !== null,
  points: (commune, { fromCaller }) => fading(fromCaller?.[commune], 60, 2),
  value: (commune, { fromCaller }) => known(fromCaller?.[commune]),
};
/** The children can stay in their school: up to 45 points, none from 15 km on. */
export const school: FactScore<'commune'> = {
  name: 'school',
  looksAt: 'commune',
  concerns: ({ fromSchool }) => fromSchool !== null,
  points: (commune, { fromSchool }) => fading(fromSchool?.[commune], 45, 3),
  value: (commune, { fromSchool }) => known(fromSchool?.[commune]),
};

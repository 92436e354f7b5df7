import type { Candidate, SoftRule } from './rule.js';

const km = ({ columns, query, row }: Candidate) => query.fromCaller?.[columns.commune[row] ?? 0];
const toSchool = ({ columns, query, row }: Candidate) => query.fromSchool?.[columns.commune[row] ?? 0];
const fading = (distance: number | undefined, most: number, perKm: number) =>
  distance === undefined || Number.isNaN(distance) ? 0 : Math.max(0, most - perKm * distance);
const known = (distance: number | undefined) =>
  distance === undefined || Number.isNaN(distance) ? undefined : Math.round(distance * 10) / 10;

/** Near the caller's work, family and doctors: up to 60 points, none from 30 km on. */
export const near: SoftRule = {
  name: 'near',
  points: (candidate) => fading(km(candidate), 60, 2),
  value: (candidate) => known(km(candidate)),
};
/** The children can stay in their school: up to 45 points, none from 15 km on. */
export const school: SoftRule = {
  name: 'school',
  points: (candidate) => fading(toSchool(candidate), 45, 3),
  value: (candidate) => known(toSchool(candidate)),
};

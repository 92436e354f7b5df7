import { z } from 'zod';

/** Opaque id made by whoever creates the thing: never derived from a person's data. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id is 1 to 64 letters, digits, - or _');
/** Instant, ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime();
/** INSEE code of a commune: five characters, such as 59606 (Valenciennes) or 2A004 (Ajaccio). */
export const CommuneCode = z.string().regex(/^(\d{5}|2[AB]\d{3})$/, 'an INSEE commune code has five characters');
/** Language of a person or a house, ISO 639-1. */
export const Language = z.enum([
  'fr',
  'en',
  'ar',
  'tr',
  'it',
  'pl',
  'pt',
  'es',
  'ro',
  'uk',
  'ru',
  'ps',
  'fa',
  'zh',
  'lsf',
]);
export const HouseService = z.enum(['legal', 'psychological', 'childCare', 'medical', 'social']);
export const Equipment = z.enum(['refrigeratedMedicine', 'oxygen', 'medicalBed', 'wheelchairBathroom']);
export const DangerLevel = z.enum(['variable', 'increased', 'severe', 'extreme']);
export const Role = z.enum([
  'hotline',
  'shelter',
  'child-protection',
  'justice',
  'support',
  'programmes',
  'observatory',
  'operator',
  'service',
]);

export type Language = z.infer<typeof Language>;
export type HouseService = z.infer<typeof HouseService>;
export type Equipment = z.infer<typeof Equipment>;
export type DangerLevel = z.infer<typeof DangerLevel>;
export type Role = z.infer<typeof Role>;

/** Danger levels from the lowest to the highest: the order in which waiting households are served, last first. */
export const dangerOrder: readonly DangerLevel[] = DangerLevel.options;

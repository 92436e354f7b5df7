import { z } from 'zod';
import { CommuneCode, DangerLevel, Equipment, Language } from './vocabulary.js';

export const Adult = z.strictObject({ sex: z.enum(['woman', 'man']), pregnant: z.boolean().default(false) });
/** Age in whole years on the day of the call; a child is under 18. */
export const Child = z.strictObject({ sex: z.enum(['girl', 'boy']), ageYears: z.int().min(0).max(17) });
/** Who needs the beds. No name: a placement needs none. */
export const Household = z.strictObject({ adults: z.array(Adult).min(1).max(6), children: z.array(Child).max(12) });

export const Needs = z.strictObject({
  stepFree: z.boolean().default(false),
  pets: z.int().min(0).max(10).default(0),
  languages: z.array(Language).max(5).default([]),
  equipment: z.array(Equipment).max(4).default([]),
});

/** Places that are dangerous or wished for. Distances in kilometres, from commune centre to commune centre. */
export const Surroundings = z
  .strictObject({
    callerCommune: CommuneCode.optional(),
    minimumDistanceKm: z.number().min(0).max(200).default(0),
    maximumDistanceKm: z.number().min(1).max(1000).optional(),
    avoid: z
      .array(z.strictObject({ commune: CommuneCode, radiusKm: z.number().min(0).max(100).default(0) }))
      .max(20)
      .default([]),
    schoolCommune: CommuneCode.optional(),
  })
  .refine((asked) => asked.callerCommune !== undefined || asked.minimumDistanceKm === 0, {
    path: ['callerCommune'],
    message: 'a minimum distance needs the commune that it is measured from',
  })
  .refine((asked) => asked.callerCommune !== undefined || asked.maximumDistanceKm === undefined, {
    path: ['callerCommune'],
    message: 'a maximum distance needs the commune that it is measured from',
  });

/** Size and make-up of a household, as events and shelters may know it. */
export const Party = z.strictObject({
  women: z.int().min(0),
  men: z.int().min(0),
  children: z.array(Child),
  pets: z.int().min(0),
});

export const Answer = z.enum(['yes', 'no', 'unknown']);
/** Answers by question id of the instrument, and the worker's own judgement, which may only raise the level. */
export const DangerAssessment = z.strictObject({
  instrument: z.string().max(64),
  answers: z.record(z.string().max(64), Answer),
  judgement: DangerLevel.optional(),
});

export type Adult = z.infer<typeof Adult>;
export type Child = z.infer<typeof Child>;
export type Household = z.infer<typeof Household>;
export type Needs = z.infer<typeof Needs>;
export type Surroundings = z.infer<typeof Surroundings>;
export type Party = z.infer<typeof Party>;
export type DangerAssessment = z.infer<typeof DangerAssessment>;

/** Counts a household as a party of women, men and children with its pets. */
export function partyOf(household: Household, needs: Needs): Party {
  return {
    women: household.adults.filter((adult) => adult.sex === 'woman').length,
    men: household.adults.filter((adult) => adult.sex === 'man').length,
    children: household.children.map((child) => ({ ...child })),
    pets: needs.pets,
  };
}

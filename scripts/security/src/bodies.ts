import { jsonSchemaOf } from '@abri/service-kit/json-schema';
import * as fc from 'fast-check';
import type { z } from 'zod';
import { arbitraryOf, type Shape } from './arbitrary.js';

const of = new WeakMap<z.ZodType, fc.Arbitrary<unknown>>();

/** What fits a zod schema as far as its JSON schema says. */
export function inputsOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const made = of.get(schema) ?? arbitraryOf(jsonSchemaOf(schema, { io: 'input' }) as Shape);
  of.set(schema, made);
  return made;
}

/** One thing that the schema takes, always the same; `over` is put over it where that is taken, too. Throws when none is found. */
export function anInput(schema: z.ZodType, over: Record<string, unknown> = {}): unknown {
  for (const seed of [1, 2, 3, 4, 5])
    for (const value of fc.sample(inputsOf(schema), { numRuns: 300, seed })) {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      const whole: unknown = isObject ? { ...value, ...over } : value;
      if (schema.safeParse(whole).success) return whole;
      if (schema.safeParse(value).success) return value;
    }
  throw new Error('no input was found that the schema takes');
}

/** Up to 30 things that the schema takes, always the same; fewer, or none, where its refinements are seldom met by chance. */
export function validInputs(schema: z.ZodType): unknown[] {
  return fc
    .sample(inputsOf(schema), { numRuns: 100, seed: 1 })
    .filter((value) => schema.safeParse(value).success)
    .slice(0, 30);
}

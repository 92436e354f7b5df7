import { z } from 'zod';

/** The JSON schema of a body or a message, as our documents show it. AsyncAPI's own schemas are a superset of draft 7. */
export function jsonSchemaOf(schema: z.ZodType, o: { io: 'input' | 'output'; target?: 'draft-7' }): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    ...o,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // A format says more than the long pattern of it, and what every whole number is needs no saying.
      if (jsonSchema.format) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      // So many of one kind: readers and tools of the document know lists better than tuples.
      const { prefixItems: [first, ...others] = [] } = jsonSchema;
      if (first && others.every((other) => JSON.stringify(other) === JSON.stringify(first))) {
        delete jsonSchema.prefixItems;
        Object.assign(jsonSchema, { items: first, minItems: others.length + 1, maxItems: others.length + 1 });
      }
    },
  });
  return rest;
}

import { z } from 'zod';
import { branchesOf, inOneLine, JsonSchema } from './json-schema.js';

const of = (schema: z.ZodType) => JsonSchema.parse(z.toJSONSchema(schema));
const names = (schema: z.ZodType) => branchesOf(of(schema)).map(({ name, required }) => (required ? name : `${name}?`));

it.each([
  [z.int().min(1).max(40), 'integer, 1–40'],
  [z.string().max(120), 'string, ≤ 120'],
  [z.enum(['a', 'b']), '"a" | "b"'],
  [z.literal('held'), '"held"'],
  [z.boolean().nullable(), 'boolean | null'],
  [z.array(z.string().min(1)).max(3), 'array of string, ≥ 1, ≤ 3'],
  [z.boolean().default(false), 'boolean, = false'],
] as const)('says a schema in one line', (schema, line) => {
  expect(inOneLine(of(schema))).toBe(line);
});

it('shows the fields of an object, which of them must be there, and what is in lists', () => {
  expect(names(z.strictObject({ name: z.string(), beds: z.int().optional() }))).toEqual(['name', 'beds?']);
  expect(names(z.array(z.string()))).toEqual([]);
  expect(names(z.array(z.strictObject({ name: z.string() })))).toEqual(['[]?']);
  expect(names(z.record(z.string(), z.int()))).toEqual(['*?']);
  expect(names(z.tuple([z.int(), z.string()]))).toEqual(['[0]', '[1]']);
});

it('calls alternatives by what tells them apart, and looks through what may be null', () => {
  const held = z.strictObject({ state: z.literal('held'), until: z.string() });
  const free = z.strictObject({ state: z.literal('free') });
  expect(names(z.discriminatedUnion('state', [held, free]))).toEqual(['state: "held"?', 'state: "free"?']);
  expect(names(held.nullable())).toEqual(['state', 'until']);
});

import { z } from 'zod';

/** As much of JSON Schema as our documents use. */
export interface JsonSchema {
  type?: string | string[] | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  default?: unknown;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  required?: string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  additionalProperties?: boolean | JsonSchema | undefined;
  items?: boolean | JsonSchema | JsonSchema[] | undefined;
  prefixItems?: JsonSchema[] | undefined;
  anyOf?: JsonSchema[] | undefined;
  oneOf?: JsonSchema[] | undefined;
}
export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() => {
  const many = z.array(JsonSchema).optional();
  const number = z.number().optional();
  const by = z.record(z.string(), JsonSchema).optional();
  return z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: number,
    maximum: number,
    minLength: number,
    maxLength: number,
    minItems: number,
    maxItems: number,
    required: z.array(z.string()).optional(),
    properties: by,
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
    items: z.union([z.boolean(), JsonSchema, z.array(JsonSchema)]).optional(),
    prefixItems: many,
    anyOf: many,
    oneOf: many,
  });
});

/** A part of a schema that the tree shows below a line of its own. */
export interface Branch {
  /** A field's name, `[]` for an item, `*` for any other field, or the number of an alternative. */
  name: string;
  required: boolean;
  schema: JsonSchema;
}

/** What the tree shows below a schema: its fields, its items, or its alternatives. */
export function branchesOf(schema: JsonSchema): Branch[] {
  const alternatives = realAlternatives(schema);
  if (alternatives.length === 1 && alternatives[0]) return branchesOf(alternatives[0]);
  if (alternatives.length > 1)
    return alternatives.flatMap((one, index) =>
      branchesOf(one).length > 0 ? [{ name: nameOf(one) ?? `${index + 1}`, required: false, schema: one }] : [],
    );
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    required: schema.required?.includes(name) ?? false,
    schema: field,
  }));
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
  const tuple = schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : null);
  const item = typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : null;
  return [
    ...fields,
    ...(others ? [{ name: '*', required: false, schema: others }] : []),
    ...(tuple ?? []).map((one, index) => ({ name: `[${index}]`, required: true, schema: one })),
    ...(item && branchesOf(item).length > 0 ? [{ name: '[]', required: false, schema: item }] : []),
  ];
}

const alternativesOf = ({ anyOf, oneOf }: JsonSchema) => anyOf ?? oneOf ?? [];
const isNull = ({ type }: JsonSchema) => type === 'null';
const realAlternatives = (schema: JsonSchema) => alternativesOf(schema).filter((one) => !isNull(one));

/** An alternative is called by the constant that tells it from the others, such as `state: "held"`. */
function nameOf(schema: JsonSchema): string | null {
  const told = Object.entries(schema.properties ?? {}).find(([, field]) => field.const !== undefined);
  return told ? `${told[0]}: ${JSON.stringify(told[1].const)}` : null;
}

/** A schema in one line, in JSON Schema's own words, such as `string, date-time` or `integer 1–40`. */
export function inOneLine(schema: JsonSchema): string {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    const words = alternatives.map((one) => (isNull(one) ? 'null' : inOneLine(one)));
    return [...new Set(words)].join(' | ');
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  const items = schema.items;
  const of = type === 'array' && typeof items === 'object' && !Array.isArray(items) ? ` of ${inOneLine(items)}` : '';
  const range =
    span(schema.minimum, schema.maximum) ??
    span(schema.minLength, schema.maxLength) ??
    span(schema.minItems, schema.maxItems);
  return [
    `${type}${of}`,
    ...(range ? [range] : []),
    ...(schema.format ? [schema.format] : []),
    ...(schema.pattern ? [schema.pattern] : []),
    ...(schema.default === undefined ? [] : [`= ${JSON.stringify(schema.default)}`]),
  ].join(', ');
}

function span(from: number | undefined, to: number | undefined): string | null {
  if (from === undefined && to === undefined) return null;
  if (to === undefined) return `≥ ${from}`;
  return from === undefined ? `≤ ${to}` : `${from}–${to}`;
}

import { z } from 'zod';
import { type Channel, schemaOn } from './channels.js';

/** What these examples need of JSON Schema: the words that `z.toJSONSchema` writes for our messages. */
export interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  oneOf?: Shape[];
  anyOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: boolean | Shape;
  propertyNames?: Shape;
  items?: Shape | false;
  prefixItems?: Shape[];
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

const samples = ['id-1', '2026-03-01T08:00:00.000Z', '2026-03-01', '59606', '08:30', '2026', 'text', 'a'.repeat(64)];
/** Stands for "as large as one likes": where a bound is set later, what lies on the topics may be above it. */
const large = 1_000_000;
const longestList = 20;

function textsOf({ pattern, minLength = 0, maxLength }: Shape): string[] {
  const fits = (text: string) =>
    (pattern === undefined || new RegExp(pattern).test(text)) &&
    text.length >= minLength &&
    (maxLength === undefined || text.length <= maxLength);
  const found = samples.find(fits) ?? (pattern === undefined ? 'x'.repeat(Math.max(minLength, 1)) : undefined);
  if (found === undefined) throw new Error(`No sample fits the pattern ${pattern}: add one.`);
  const longest = pattern === undefined && maxLength !== undefined ? 'x'.repeat(maxLength) : found;
  return [...new Set([found, longest])];
}

function numbersOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Shape): number[] {
  return [...new Set([minimum, maximum >= Number.MAX_SAFE_INTEGER ? large : maximum])];
}

function listsOf({ items = {}, prefixItems, minItems = 0, maxItems = longestList }: Shape): unknown[][] {
  if (!items || prefixItems) {
    const fields = (prefixItems ?? []).map(examplesOf);
    const first = fields.map(([value]) => value);
    return [first, ...fields.flatMap((values, index) => values.slice(1).map((value) => first.with(index, value)))];
  }
  const each = examplesOf(items);
  const most = Math.min(maxItems, longestList);
  // The shortest first: it is in every example of whatever holds the list.
  const lists = [Array.from({ length: Math.max(minItems, 1) }, () => each[0])];
  for (let from = 1; from < each.length; from += most) lists.push(each.slice(from, from + most));
  if (maxItems <= longestList) lists.push(Array.from({ length: maxItems }, (_, index) => each[index % each.length]));
  if (minItems === 0) lists.push([]);
  const missing = (list: unknown[]) => Array.from({ length: Math.max(minItems - list.length, 0) }, () => each[0]);
  return lists.map((list) => [...list, ...missing(list)]);
}

function objectsOf({ properties = {}, required = [], additionalProperties, propertyNames }: Shape): object[] {
  if (typeof additionalProperties === 'object') {
    const names = propertyNames ? examplesOf(propertyNames) : ['name'];
    const values = examplesOf(additionalProperties);
    return [{}, ...values.map((value, index) => ({ [String(names[index % names.length])]: value }))];
  }
  const fields = Object.entries(properties).map(([name, shape]) => ({ name, values: examplesOf(shape) }));
  const full = Object.fromEntries(fields.map(({ name, values }) => [name, values[0]]));
  const least = Object.fromEntries(
    fields.flatMap(({ name, values }) => (required.includes(name) ? [[name, values[0]]] : [])),
  );
  const others = fields.flatMap(({ name, values }) => values.slice(1).map((value) => ({ ...full, [name]: value })));
  return fields.length === required.length ? [full, ...others] : [full, least, ...others];
}

/**
 * Examples that together touch every word of a shape: each field there and (if it may) absent, each branch, each listed
 * value, both ends of each range. The first has everything. The same shape always gives the same examples.
 */
export function examplesOf(shape: Shape): unknown[] {
  const branches = shape.oneOf ?? shape.anyOf;
  if (branches) return branches.flatMap(examplesOf);
  if (shape.allOf) return examplesOf(Object.assign({}, ...shape.allOf) as Shape);
  if ('const' in shape) return [shape.const];
  if (shape.enum) return shape.enum;
  const { type } = shape;
  if (Array.isArray(type)) return type.flatMap((one) => examplesOf({ ...shape, type: one }));
  switch (type) {
    case 'object':
      return objectsOf(shape);
    case 'array':
      return listsOf(shape);
    case 'string':
      return textsOf(shape);
    case 'number':
    case 'integer':
      return numbersOf(shape);
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    default:
      throw new Error(`There is no example of ${JSON.stringify(shape)}.`);
  }
}

/** One kind of message on a topic: an event by its type, or `state`. */
export interface MessageKind {
  topic: Channel;
  name: string;
  shape: Shape;
}

/** Every kind of message that the schemas of today allow, with its shape. */
export function messageKinds(): MessageKind[] {
  return (Object.keys(schemaOn) as Channel[]).flatMap((topic) => {
    const shape = z.toJSONSchema(schemaOn[topic], { io: 'input', reused: 'inline' }) as Shape;
    if (!shape.oneOf) return [{ topic, name: 'state', shape }];
    return shape.oneOf.map((one) => ({ topic, name: String(one.properties?.type?.const), shape: one }));
  });
}

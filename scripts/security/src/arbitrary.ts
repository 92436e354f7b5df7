import * as fc from 'fast-check';

/** As much of a JSON schema as ours use. */
export interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: boolean | Shape;
  propertyNames?: Shape;
  items?: Shape;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  contentEncoding?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
const formats: Record<string, fc.Arbitrary<string>> = {
  'date-time': instants.map((date) => date.toISOString()),
  date: instants.map((date) => date.toISOString().slice(0, 10)),
  uri: fc.constantFrom('https://example.org/a', 'https://example.org/b?c=d'),
  email: fc.constant('somebody@example.org'),
  uuid: fc.uuid(),
};

function strings({ pattern, format, contentEncoding, minLength = 0, maxLength }: Shape): fc.Arbitrary<string> {
  const known = format === undefined ? undefined : formats[format];
  if (known) return known;
  if (format === 'base64' || contentEncoding === 'base64')
    return fc.base64String({ minLength: Math.max(minLength, 4), maxLength: 80 });
  const longest = Math.min(maxLength ?? 40, Math.max(minLength, 40));
  if (pattern !== undefined)
    return fc
      .stringMatching(new RegExp(pattern, 'u'), { maxLength: longest })
      .filter(({ length }) => length >= minLength);
  return fc.string({ minLength, maxLength: longest, unit: 'grapheme' });
}

/** What fits a JSON schema, mostly: what refinements of the zod schema ask for, it cannot know. */
export function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const branches = shape.anyOf ?? shape.oneOf;
  if (branches) return fc.oneof(...branches.map(arbitraryOf));
  if (shape.allOf) return fc.tuple(...shape.allOf.map(arbitraryOf)).map((all) => Object.assign({}, ...all) as unknown);
  if (Array.isArray(shape.type)) return fc.oneof(...shape.type.map((type) => arbitraryOf({ ...shape, type })));
  switch (shape.type) {
    case 'object': {
      const { properties = {}, required = [], additionalProperties, propertyNames } = shape;
      const known = fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, arbitraryOf(field)])),
        { requiredKeys: required.filter((name) => name in properties) },
      );
      if (typeof additionalProperties !== 'object') return known;
      const names = propertyNames ? arbitraryOf(propertyNames).map(String) : fc.stringMatching(/^[a-z]{1,12}$/);
      return fc.dictionary(names, arbitraryOf(additionalProperties), { maxKeys: 4 });
    }
    case 'array':
      return fc.array(arbitraryOf(shape.items ?? {}), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(shape.maxItems ?? 4, Math.max(shape.minItems ?? 0, 4)),
      });
    case 'string':
      return strings(shape);
    case 'integer': {
      const min = shape.minimum ?? (shape.exclusiveMinimum === undefined ? -1_000 : shape.exclusiveMinimum + 1);
      return fc.integer({ min, max: Math.max(min, Math.min(shape.maximum ?? min + 1_000, min + 1_000_000)) });
    }
    case 'number':
      return fc.double({ min: shape.minimum ?? -1_000, max: shape.maximum ?? 1_000_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Text that has broken programs before: in a database's language, a path, a prototype, or too much of it. */
export const nastyText = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  'toString',
  '$where',
  '{"$gt":""}',
  "' OR 1=1 --",
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\ud800',
  'é'.repeat(300),
  'x'.repeat(5_000),
  '-1',
  '1e999',
  'NaN',
);

/** A thing of a shape with one place of it spoilt: another type, nasty text, gone, or more than was asked for. */
export const spoilt = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(of, fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 2 }), nastyText, fc.constant(undefined)))
    .map(([value, where, by]) => {
      const copy = structuredClone(value);
      const places: { holder: Record<string, unknown>; name: string }[] = [];
      const visit = (one: unknown) => {
        if (typeof one !== 'object' || one === null) return;
        for (const name of [...Object.keys(one), ...(Array.isArray(one) ? [] : ['unasked'])]) {
          places.push({ holder: one as Record<string, unknown>, name });
          visit((one as Record<string, unknown>)[name]);
        }
      };
      visit(copy);
      const place = places[where % Math.max(places.length, 1)];
      if (!place) return by ?? null;
      place.holder[place.name] = by;
      return copy;
    });

import { z } from 'zod';
import { type Channel, schemaOn } from './channels.js';
import { examplesOf, messageKinds, type Shape } from './examples.js';
import { digestOf, nextRecordings, type Recording, recordings, sums, unrecorded } from './recordings.js';

const found = recordings();
const refusedBy = (schema: z.ZodType, lines: readonly string[]) =>
  lines.filter((line) => !schema.safeParse(JSON.parse(line)).success);

describe('what older versions of Abri wrote', () => {
  it('is read by the schemas of today, every message of every revision', () => {
    const unreadable = found.flatMap(({ topic, file, lines }) =>
      refusedBy(schemaOn[topic as Channel], lines).map((line) => `${file}: ${line}`),
    );
    expect(unreadable).toEqual([]);
    expect(found.flatMap(({ lines }) => lines).length).toBeGreaterThan(500);
  });

  it('has a recording of every kind of message as it is today (else: npm run record)', () =>
    expect(unrecorded(found).map(({ topic, name }) => `${topic}/${name}`)).toEqual([]));

  it('is as it was recorded, and nothing of it is lost', () => {
    const known = sums();
    expect(Object.fromEntries(found.map((one) => [one.file, digestOf(one)]))).toEqual(Object.fromEntries(known));
    expect(nextRecordings(found, known).added).toEqual([]);
  });

  it('gets a new revision beside the old one when a shape grows', () => {
    const [first, ...others] = found;
    if (!first) throw new Error('nothing is recorded');
    const older: Recording = { ...first, lines: first.lines.slice(1) };
    const { added, sums: text } = nextRecordings([older, ...others], sums());
    expect(added.map(({ file }) => file)).toEqual([first.file.replace('.1.', '.2.')]);
    expect(text).toContain(first.file);
    expect(text).toContain(first.file.replace('.1.', '.2.'));
  });
});

/** Each way to make a shape narrower by one step, wherever in it, with what was done. */
function* narrowings(shape: Shape, where = ''): Generator<{ what: string; narrowed: Shape }> {
  const changed = (what: string, over: Shape) => ({ what: `${where} ${what}`, narrowed: { ...shape, ...over } });
  const branches = shape.oneOf ?? shape.anyOf;
  if (branches) {
    const name = shape.oneOf ? 'oneOf' : 'anyOf';
    for (const [index, branch] of branches.entries()) {
      const others = branches.filter((other) => other !== branch);
      if (others.length > 0) yield changed(`loses branch ${index}`, { [name]: others });
      for (const { what, narrowed } of narrowings(branch, `${where}|${index}`))
        yield { what, narrowed: { ...shape, [name]: branches.with(index, narrowed) } };
    }
    return;
  }
  if (Array.isArray(shape.type))
    for (const one of shape.type)
      yield changed(`is never ${one}`, { type: shape.type.filter((other) => other !== one) });
  if (shape.enum)
    for (const value of shape.enum)
      if (shape.enum.length > 1)
        yield changed(`loses ${String(value)}`, { enum: shape.enum.filter((other) => other !== value) });
  if (shape.const !== undefined) yield changed('is another constant', { const: `${String(shape.const)}2` });
  if (shape.maxLength !== undefined && shape.pattern === undefined)
    yield changed('is shorter', { maxLength: shape.maxLength - 1 });
  if (shape.type === 'integer' || shape.type === 'number') {
    yield changed('starts later', { minimum: (shape.minimum ?? 0) + 1 });
    yield changed('ends earlier', { maximum: Math.min((shape.maximum ?? Infinity) - 1, 999_999) });
  }
  if (shape.type === 'array' && shape.items) {
    if ((shape.minItems ?? 0) === 0) yield changed('may not be empty', { minItems: 1 });
    if ((shape.maxItems ?? 99) <= 20) yield changed('holds fewer', { maxItems: (shape.maxItems ?? 0) - 1 });
    for (const { what, narrowed } of narrowings(shape.items, `${where}/[]`))
      yield { what, narrowed: { ...shape, items: narrowed } };
  }
  for (const [name, field] of Object.entries(shape.properties ?? {})) {
    const rest = Object.fromEntries(Object.entries(shape.properties ?? {}).filter(([other]) => other !== name));
    const required = (shape.required ?? []).filter((other) => other !== name);
    yield changed(`loses the field ${name}`, { properties: rest, required });
    if (required.length === (shape.required ?? []).length)
      yield changed(`needs ${name}`, {
        required: [...required, name],
        properties: { ...shape.properties, [name]: { ...field, default: undefined } },
      });
    for (const { what, narrowed } of narrowings(field, `${where}/${name}`))
      yield { what, narrowed: { ...shape, properties: { ...shape.properties, [name]: narrowed } } };
  }
}

describe('a schema that became narrower', () => {
  const kinds = messageKinds();
  it.each(kinds.map((kind) => [`${kind.topic} ${kind.name}`, kind] as const))(
    'is found by the recordings: %s',
    (_, { topic, name, shape }) => {
      const lines = found.filter((one) => one.topic === topic && one.name === name).flatMap((one) => one.lines);
      const read = (by: Shape) => z.fromJSONSchema(by as Parameters<typeof z.fromJSONSchema>[0]);
      expect(refusedBy(read(shape), lines)).toEqual([]);
      const steps = [...narrowings(shape)];
      expect(steps.length).toBeGreaterThan(4);
      const messages: unknown[] = lines.map((line) => JSON.parse(line) as unknown);
      const unnoticed = steps.filter(({ narrowed }) => {
        const schema = read(narrowed);
        return messages.every((message) => schema.safeParse(message).success);
      });
      expect(unnoticed.map(({ what }) => what)).toEqual([]);
    },
  );
});

it('an example has everything first, and then each word in turn', () => {
  const shape = z.toJSONSchema(z.strictObject({ a: z.enum(['x', 'y']), b: z.int().min(1).max(9).optional() }));
  expect(examplesOf(shape as Shape)).toEqual([{ a: 'x', b: 1 }, { a: 'x' }, { a: 'y', b: 1 }, { a: 'x', b: 9 }]);
});

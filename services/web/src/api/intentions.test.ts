import fc from 'fast-check';
import { createIntentions } from './intentions.js';

const counted = () => {
  let made = 0;
  return createIntentions(() => `key-${++made}`);
};

it('sends the same key for a double click and every retry, until an answer came', () => {
  const intentions = counted();
  const first = intentions.keyFor('POST /placements', { people: 2 });
  expect(intentions.keyFor('POST /placements', { people: 2 })).toBe(first);
  intentions.answered('POST /placements', { people: 2 });
  expect(intentions.keyFor('POST /placements', { people: 2 })).not.toBe(first);
});

it('never sends one key with two different contents', () => {
  const act = fc.record({
    path: fc.constantFrom('a', 'b'),
    body: fc.integer({ min: 0, max: 3 }),
    answer: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const intentions = counted();
      const sent = new Map<string, string>();
      for (const { path, body, answer } of acts) {
        const key = intentions.keyFor(path, body);
        const content = `${path} ${body}`;
        expect(sent.get(key) ?? content).toBe(content);
        sent.set(key, content);
        if (answer) intentions.answered(path, body);
      }
    }),
  );
});

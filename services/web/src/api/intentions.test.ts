import fc from 'fast-check';
import { createIntentions } from './intentions.js';

const counted = () => {
  let made = 0;
  return createIntentions(() => `key-${++made}`);
};

it('keeps one key for a double click, until an answer came', () => {
  const intentions = counted();
  const first = intentions.press('POST /placements', { people: 2 });
  const second = intentions.press('POST /placements', { people: 2 });
  expect(second.key).toBe(first.key);
  first.answered();
  expect(intentions.press('POST /placements', { people: 2 }).key).not.toBe(first.key);
});

it('goes on with a key that was kept over a reload', () => {
  const intentions = counted();
  expect(intentions.keyOf('POST /placements', { people: 2 })).toBeUndefined();
  intentions.adopt('POST /placements', { people: 2 }, 'kept');
  expect(intentions.press('POST /placements', { people: 2 }).key).toBe('kept');
  expect(intentions.keyOf('POST /placements', { people: 2 })).toBe('kept');
});

it('does not let a late answer to an old intention end a new one', () => {
  const intentions = counted();
  const first = intentions.press('POST /placements', {});
  const twin = intentions.press('POST /placements', {});
  first.answered();
  const next = intentions.press('POST /placements', {});
  twin.answered();
  expect(intentions.press('POST /placements', {}).key).toBe(next.key);
});

it('never gives one key to two different contents', () => {
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
        const intention = intentions.press(path, body);
        const content = `${path} ${body}`;
        expect(sent.get(intention.key) ?? content).toBe(content);
        sent.set(intention.key, content);
        if (answer) intention.answered();
      }
    }),
  );
});

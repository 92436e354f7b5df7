import { z } from 'zod';
import { readKnown } from './read-known.js';

const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Held'),
    data: z.strictObject({ beds: z.int().min(1), units: z.array(z.strictObject({ id: z.string() })) }),
  }),
  z.strictObject({ type: z.literal('Left'), data: z.strictObject({}) }),
]);
const held = { type: 'Held', data: { beds: 2, units: [{ id: 'u1' }] } };

it('leaves out, wherever they are, the fields that a newer version has added', () => {
  const newer = { ...held, extra: 1, data: { beds: 2, floor: 3, units: [{ id: 'u1', lift: true }] } };
  expect(readKnown(Event, newer).data).toEqual(held);
  expect(newer).toHaveProperty('extra');
});

it('says what is wrong beside unknown fields', () => {
  const wrong = readKnown(Event, { ...held, extra: 1, data: { beds: 0, units: [{ id: 'u1' }] } });
  expect(wrong.error?.issues.map(({ path }) => path)).toEqual([['data', 'beds']]);
});

it.each([{ type: 'Unheard', data: {} }, null, 'text', { ...held, data: null }])('does not take %j', (value) =>
  expect(readKnown(Event, value).success).toBe(false),
);

import { z } from 'zod';
import { parseMessage } from './parse.js';
import { type IncomingMessage, Poison } from './port.js';

const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Held'),
    data: z.strictObject({ beds: z.int().min(1), units: z.array(z.strictObject({ id: z.string() })) }),
  }),
  z.strictObject({ type: z.literal('Left'), data: z.strictObject({}) }),
]);
const message = (value: unknown): IncomingMessage => ({
  ...{ topic: 't', key: 'k', headers: {}, timestampMs: 0, position: 't/0/1' },
  value,
});
const held = { type: 'Held', data: { beds: 2, units: [{ id: 'u1' }] } };

describe('reading a message', () => {
  it('leaves out, wherever they are, the fields that a newer version has added', () => {
    const newer = { ...held, extra: 1, data: { beds: 2, floor: 3, units: [{ id: 'u1', lift: true }] } };
    expect(parseMessage(Event, message(newer))).toEqual(held);
    expect(newer).toHaveProperty('extra');
  });

  it('refuses what is wrong beside unknown fields, by its place and not by its value', () => {
    const wrong = { ...held, extra: 1, data: { beds: 0, units: [{ id: 'u1' }] } };
    const read = () => parseMessage(Event, message(wrong));
    expect(read).toThrow(Poison);
    expect(read).toThrow('does not fit its schema at data.beds');
  });

  it.each([{ type: 'Unheard', data: {} }, null, 'text', { ...held, data: null }])('refuses %j', (value) =>
    expect(() => parseMessage(Event, message(value))).toThrow(Poison),
  );
});

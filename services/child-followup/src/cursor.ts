import { HttpProblem } from '@abri/service-kit/errors';
import { z } from 'zod';

/** Where a page of a list ended: the list's instant, its step, and the last row's order. It holds no personal data. */
const Cursor = z.strictObject({
  now: z.string(),
  step: z.int().min(0).max(20),
  after: z.string().max(200),
});
export type Cursor = z.infer<typeof Cursor>;

/** A cursor as it travels: opaque to whoever asks. */
export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** What `writeCursor` wrote; null for none. Throws a 400 problem for anything else. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new HttpProblem(400, 'not-valid', 'The request is not valid', {
      violations: [{ pointer: '/query/cursor', message: 'is not from an answer of this list: begin without one' }],
    });
  }
}

import type { z } from 'zod';
import { type IncomingMessage, Poison } from './port.js';

/** Reads a message's value by its schema. Throws `Poison` with the places that are wrong, never their values. */
export function parseMessage<S extends z.ZodType>(schema: S, message: IncomingMessage): z.infer<S> {
  const parsed = schema.safeParse(message.value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').slice(0, 5);
  throw new Poison(`does not fit its schema at ${places.join(', ')}`);
}

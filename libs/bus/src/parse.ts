import { readKnown } from '@abri/contracts/read-known';
import type { z } from 'zod';
import { type IncomingMessage, Poison } from './port.js';

/**
 * Reads a message's value by its schema, without the fields that the schema does not know. Anything else that is wrong throws
 * `Poison`, with the places and never their values.
 */
export function parseMessage<S extends z.ZodType>(schema: S, message: IncomingMessage): z.infer<S> {
  const read = readKnown(schema, message.value);
  if (read.success) return read.data;
  const places = read.error.issues.map((issue) => issue.path.join('.') || '(whole)').slice(0, 5);
  throw new Poison(`does not fit its schema at ${places.join(', ')}`);
}

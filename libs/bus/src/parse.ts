import type { z } from 'zod';
import { type IncomingMessage, Poison } from './port.js';

/**
 * Reads a message's value by its schema. A field that the schema does not know is left out: while a new version comes in,
 * it may write what this one has not heard of (docs/operations/evolution.md). Anything else that is wrong throws `Poison`,
 * with the places and never their values.
 */
export function parseMessage<S extends z.ZodType>(schema: S, message: IncomingMessage): z.infer<S> {
  const parsed = schema.safeParse(message.value);
  if (parsed.success) return parsed.data;
  const known = schema.safeParse(withoutUnknown(message.value, parsed.error.issues));
  if (known.success) return known.data;
  const places = known.error.issues.map((issue) => issue.path.join('.') || '(whole)').slice(0, 5);
  throw new Poison(`does not fit its schema at ${places.join(', ')}`);
}

type Issue = z.core.$ZodIssue;

/** A copy without the fields that these issues name as unknown. Throws nothing: what it cannot reach stays. */
function withoutUnknown(value: unknown, issues: readonly Issue[]): unknown {
  const copy = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>((inside, step) => (isHolder(inside) ? inside[step] : undefined), copy);
    if (isHolder(holder)) for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  return copy;
}

const isHolder = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

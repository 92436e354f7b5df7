import type { z } from 'zod';

/**
 * Reads a value by a schema, without the fields that the schema does not know: while a new version comes in, its services may
 * say what this one has not heard of (docs/operations/evolution.md). For what others answer or publish; a request that
 * somebody sends us is refused with what we do not know. Gives zod's own result, of the value without those fields; throws nothing.
 */
export function readKnown<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.infer<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success || !parsed.error.issues.some(({ code }) => code === 'unrecognized_keys')) return parsed;
  return schema.safeParse(withoutUnknown(value, parsed.error.issues));
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

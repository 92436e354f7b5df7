import type { z } from 'zod';

/** The violations of a form by the path of each field, such as `units.0.label`; all of them at once. Empty when it is valid. */
export function formErrors(schema: z.ZodType, value: unknown, message: (issue: { path: string }) => string) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map(String).join('.');
      return [path, message({ path })];
    }),
  );
}

/** The violations that a server named, by the path of each field: a JSON pointer becomes a dotted path. */
export const pathOfPointer = (pointer: string): string => pointer.split('/').filter(Boolean).join('.');

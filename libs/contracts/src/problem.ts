import { z } from 'zod';

/** One thing wrong with a request: where (a JSON pointer) and what to do about it. Never the value itself. */
export const Violation = z.strictObject({ pointer: z.string(), message: z.string() });
/** RFC 9457 problem details, with every violation at once. `type` is stable and may be relied on. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  violations: z.array(Violation).optional(),
  traceId: z.string().optional(),
});
export type Violation = z.infer<typeof Violation>;
export type Problem = z.infer<typeof Problem>;

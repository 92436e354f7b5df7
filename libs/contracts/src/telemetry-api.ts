import { z } from 'zod';
import { isPattern } from './route-pattern.js';

/** What somebody did in a page, or what the page asked for then: with the pattern of an address, never an address. */
const SpanName = z
  .string()
  .max(200)
  .refine(
    (name) => {
      const [what = '', pattern = '', ...more] = name.split(' ');
      return /^(click|key|submit|GET|POST|PUT|DELETE)$/.test(what) && isPattern(pattern) && more.length === 0;
    },
    { error: 'is no known act with the pattern of an address' },
  );
const Nanoseconds = z.string().regex(/^\d{19}$/);
const SpanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);

/** A span of OTLP (JSON), as far as a page has any use of it: there is no room for anything personal. */
export const BrowserSpan = z.strictObject({
  traceId: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/),
  spanId: SpanId,
  parentSpanId: SpanId.optional(),
  name: SpanName,
  /** 1 is what somebody did, 3 a request. */
  kind: z.union([z.literal(1), z.literal(3)]),
  startTimeUnixNano: Nanoseconds,
  endTimeUnixNano: Nanoseconds,
  attributes: z
    .array(
      z.strictObject({
        key: z.literal('http.response.status_code'),
        value: z.strictObject({ intValue: z.int().min(100).max(599) }),
      }),
    )
    .max(1),
  /** 2 says that it failed. */
  status: z.strictObject({ code: z.union([z.literal(0), z.literal(2)]) }),
});
export type BrowserSpan = z.infer<typeof BrowserSpan>;

/** The most spans that a page sends at once. */
export const mostSpans = 50;
/** What a page sends to /api/telemetry: OTLP over HTTP in JSON, without a resource, which the gateway knows better. */
export const BrowserSpans = z.strictObject({
  resourceSpans: z
    .array(
      z.strictObject({
        scopeSpans: z.array(z.strictObject({ spans: z.array(BrowserSpan).min(1).max(mostSpans) })).length(1),
      }),
    )
    .length(1),
});
export type BrowserSpans = z.infer<typeof BrowserSpans>;

/** The share of traces that is recorded: a page keeps spans of others to itself. 0 where nobody collects any. */
export const TelemetryAnswer = z.strictObject({ share: z.number().min(0).max(1) });
export type TelemetryAnswer = z.infer<typeof TelemetryAnswer>;

/** Whether a trace is among the `share` that is recorded: the same for everybody who knows its id, as OpenTelemetry does it. */
export function isRecorded(traceId: string, share: number): boolean {
  let folded = 0;
  for (let at = 0; at < traceId.length; at += 8)
    folded = (folded ^ Number.parseInt(traceId.slice(at, at + 8), 16)) >>> 0;
  return folded < Math.floor(share * 0xffffffff);
}

import { patternOf } from '@abri/contracts/route-pattern';
import { type BrowserSpan, isRecorded, mostSpans } from '@abri/contracts/telemetry-api';

/** What somebody did. */
export type Act = 'click' | 'key' | 'submit';
/** A request that belongs to what somebody did. */
export interface AskedSpan {
  /** W3C Trace Context: the request carries it as a header, and everything that follows belongs to the same trace. */
  traceparent: string;
  /** Says how it ended: the answer's status, or null where none came. */
  end(status: number | null): void;
}
export interface Tracer {
  /** Notes what somebody does on the page at this address. */
  act(act: Act, address: string): void;
  /** Begins a request; null where it follows from nothing that somebody did, such as a look at whether there is news. */
  asks(method: string, address: string): AskedSpan | null;
  /** Takes the spans that are done; `all` also those of acts from which more might follow. */
  take(all?: boolean): BrowserSpan[];
  /** How many traces are recorded: spans of others are forgotten. */
  recordOnly(share: number): void;
}

/** What is asked within this time (ms) after an act, or after the last answer that it brought, follows from it. */
const followsMs = 1_000;
interface Doing {
  traceId: string;
  spanId: string;
  name: string;
  startedMs: number;
  lastMs: number;
  open: number;
}

/**
 * Traces that begin with what somebody does. `nowMs` gives milliseconds since the epoch, `hex` that many random bytes in
 * hexadecimal digits. Keeps as many spans as one sending holds; more are forgotten.
 */
export function createTracer(o: { nowMs(): number; hex(bytes: number): string }): Tracer {
  let share = 1;
  let doing: Doing | null = null;
  let done: BrowserSpan[] = [];
  const pending = new Set<Doing>();

  const keep = (span: BrowserSpan) => {
    if (isRecorded(span.traceId, share) && done.length < mostSpans) done.push(span);
  };
  const goesOn = ({ open, lastMs }: Doing) => open > 0 || o.nowMs() - lastMs < followsMs;
  const settle = (all: boolean) => {
    for (const act of pending) {
      if (act.open > 0 || (!all && goesOn(act))) continue;
      pending.delete(act);
      if (doing === act) doing = null;
      const { traceId, spanId, name, startedMs, lastMs } = act;
      keep({ traceId, spanId, name, kind: 1, ...times(startedMs, lastMs), attributes: [], status: { code: 0 } });
    }
  };

  return {
    act(act, address) {
      const [startedMs, traceId, spanId] = [o.nowMs(), o.hex(16), o.hex(8)];
      const name = `${act} ${patternOf(address)}`;
      doing = { traceId, spanId, name, startedMs, lastMs: startedMs, open: 0 };
    },
    asks(method, address) {
      const act = doing;
      if (!act || !goesOn(act)) return null;
      const [startedMs, spanId] = [o.nowMs(), o.hex(8)];
      const { traceId } = act;
      act.open += 1;
      pending.add(act);
      let ended = false;
      return {
        traceparent: `00-${traceId}-${spanId}-${isRecorded(traceId, share) ? '01' : '00'}`,
        end(status) {
          if (ended) return;
          ended = true;
          act.open -= 1;
          act.lastMs = o.nowMs();
          const attributes = status === null ? [] : [{ key: statusCode, value: { intValue: status } }];
          const failed = status === null || status >= 500;
          keep({
            ...{ traceId, spanId, parentSpanId: act.spanId, name: `${method} ${patternOf(address)}`, kind: 3 },
            ...{ ...times(startedMs, act.lastMs), attributes, status: { code: failed ? 2 : 0 } },
          });
        },
      };
    },
    take(all = false) {
      settle(all);
      const taken = done;
      done = [];
      return taken;
    },
    recordOnly(now) {
      share = now;
      done = done.filter(({ traceId }) => isRecorded(traceId, share));
    },
  };
}

const statusCode = 'http.response.status_code' as const;
const times = (startedMs: number, endedMs: number) => ({
  startTimeUnixNano: nanoseconds(startedMs),
  endTimeUnixNano: nanoseconds(endedMs),
});
const nanoseconds = (ms: number) => `${Math.round(ms)}000000`;

import { TelemetryAnswer } from '@abri/contracts/telemetry-api';
import { serverNow } from '../api/clock.js';
import { type Act, createTracer } from './tracer.js';

const everyMs = 10_000;
const acts: Readonly<Record<string, Act>> = { click: 'click', keydown: 'key', submit: 'submit' };
const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The traces of this page. */
export const tracer = createTracer({ nowMs: serverNow, hex });

/** Follows what somebody does in this page, and sends the spans that come of it to the gateway now and then. */
export function traceActs(csrf: () => string): void {
  for (const [event, act] of Object.entries(acts))
    document.addEventListener(event, () => tracer.act(act, location.pathname), { capture: true, passive: true });
  const send = async (all: boolean) => {
    const spans = tracer.take(all);
    if (spans.length === 0 || csrf() === '') return;
    const answer = await fetch('/api/telemetry', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf() },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
      // The page may be going.
      keepalive: true,
    });
    if (answer.ok) tracer.recordOnly(TelemetryAnswer.parse(await answer.json()).share);
  };
  // A trace that is lost is nobody's loss.
  const tell = (all: boolean) => void send(all).catch(() => undefined);
  setInterval(() => tell(false), everyMs);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && tell(true));
}

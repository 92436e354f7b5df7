import { randomUUID } from 'node:crypto';
import { onlyLoopback } from '../../load-tests/dist/k6/loopback.js';

/**
 * Households call, `rate` a second, whatever becomes of the calls before (open loop), until `stop`. Each asks for a place and
 * then: withdraws, or confirms what a house has accepted, or asks the same again with the same key. Between them pages are read.
 *
 * `stop` waits for what is under way and gives `{ sent, failures, ledger }`: `failures` are answers that nobody should get, and
 * `ledger` says, by request id, the last state that was acknowledged.
 */
export function startLoad({ gateway, headers, householdOf, rate }) {
  const ledger = new Map();
  const failures = [];
  const latencies = [];
  const underWay = new Set();
  let sent = 0;
  const call = async (method, path, body, key) => {
    sent += 1;
    const began = performance.now();
    const what = `${method} ${path.replace(/[0-9a-f-]{20,}|[\w-]{22,}/g, '…')}`;
    try {
      const answer = await fetch(onlyLoopback(`${gateway}/api${path}`), {
        method,
        headers: { ...headers, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      latencies.push(performance.now() - began);
      if (answer.ok) return JSON.parse(text);
      failures.push(`${what}: ${answer.status} ${text.slice(0, 300)}`);
    } catch (error) {
      failures.push(`${what}: ${error.message} ${error.cause?.code ?? ''}`);
    }
    return undefined;
  };
  const acknowledged = (view) => {
    if (view) ledger.set(view.requestId, { state: view.status.state, holdId: view.status.holdId ?? null });
    return view;
  };
  const household = async (number) => {
    const key = randomUUID();
    const body = householdOf(number);
    const view = acknowledged(await call('POST', '/matching/placements', body, key));
    if (!view) return;
    const step = (name, what) =>
      call('POST', `/matching/placements/${view.requestId}/${name}`, what, randomUUID()).then(acknowledged);
    if (number % 5 === 0) {
      const again = await call('POST', '/matching/placements', body, key);
      if (again && again.requestId !== view.requestId) failures.push(`the same key gave two requests`);
    }
    if (view.status.state === 'accepted' && number % 3 === 0) await step('confirm', { holdId: view.status.holdId });
    else if (number % 3 !== 0) await step('withdraw', { reason: 'other' });
  };
  const reader = (number) =>
    number % 2 === 0 ? call('GET', '/matching/placements?limit=20') : call('GET', '/capacity/shelters/load-0');

  const started = performance.now();
  let calls = 0;
  const timer = setInterval(() => {
    for (; calls < ((performance.now() - started) / 1_000) * rate; calls++) {
      const work = (calls % 4 === 3 ? reader(calls) : household(calls)).finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }, 5);
  return {
    sent: () => sent,
    async stop() {
      clearInterval(timer);
      while (underWay.size > 0) await Promise.all(underWay);
      latencies.sort((a, b) => a - b);
      const at = (share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
      return { sent, failures, ledger, ms: { p50: at(0.5), p99: at(0.99), max: Math.round(latencies.at(-1) ?? 0) } };
    },
  };
}

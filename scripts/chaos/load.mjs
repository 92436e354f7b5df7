import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { onlyLoopback } from '../../load-tests/dist/k6/loopback.js';

const patienceMs = 45_000;

/**
 * Households call, `rate` a second, whatever becomes of the calls before. As the page does, each is asked again with the same key
 * until an answer comes. Then it is confirmed where a house has accepted, now and then, and mostly withdrawn.
 *
 * Gives `attempts` (each `{ at, ms, status }`, `at` on the clock of `performance`), and by `stop()` what was acknowledged:
 * `ledger` by request id, `uncertain` ids of which a later step got no answer, `given up` calls that nobody answered in time.
 */
export function startHouseholds({ gateway, headers, householdOf, rate }) {
  const attempts = [];
  const ledger = new Map();
  const uncertain = new Set();
  const doubledKeys = [];
  const underWay = new Set();
  let givenUp = 0;
  const ask = async (path, body, key, isPlacement) => {
    const at = performance.now();
    const note = (status) => isPlacement && attempts.push({ at, ms: performance.now() - at, status });
    try {
      const answer = await fetch(onlyLoopback(`${gateway}/api/matching${path}`), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(5_000),
      });
      const text = await answer.text();
      const view = answer.ok ? JSON.parse(text) : undefined;
      note(`${answer.status} ${view ? view.status.state : problemOf(text)}`);
      return { status: answer.status, view };
    } catch {
      note('no answer');
      return { status: 0 };
    }
  };
  const insist = async (path, body, key, isPlacement = false) => {
    const until = performance.now() + patienceMs;
    for (let waitMs = 250; ; waitMs = Math.min(waitMs * 1.5, 1_000)) {
      const answer = await ask(path, body, key, isPlacement);
      if (answer.view || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) return answer;
      if (performance.now() > until) return answer;
      await pause(waitMs);
    }
  };
  const acknowledged = ({ view }) => {
    if (view) ledger.set(view.requestId, { state: view.status.state, holdId: view.status.holdId ?? null });
    return view;
  };
  const household = async (number) => {
    const key = randomUUID();
    const body = householdOf(number);
    const view = acknowledged(await insist('/placements', body, key, true));
    if (!view) {
      givenUp += 1;
      return;
    }
    const step = async (name, what) => {
      if (!acknowledged(await insist(`/placements/${view.requestId}/${name}`, what, randomUUID())))
        uncertain.add(view.requestId);
    };
    if (number % 5 === 0) {
      const again = await insist('/placements', body, key);
      if (again.view && again.view.requestId !== view.requestId) doubledKeys.push(view.requestId);
    }
    if (view.status.state === 'accepted' && number % 3 === 0) await step('confirm', { holdId: view.status.holdId });
    // Few stay: where all is full, nobody would ask capacity any more.
    if (number % 25 !== 0) await step('withdraw', { reason: 'other' });
  };
  const started = performance.now();
  let calls = 0;
  const timer = setInterval(() => {
    for (; calls < ((performance.now() - started) / 1_000) * rate; calls++) {
      const work = household(calls).finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }, 5);
  return {
    attempts,
    async stop() {
      clearInterval(timer);
      while (underWay.size > 0) await Promise.all(underWay);
      return { calls, ledger, uncertain, givenUp, doubledKeys };
    },
  };
}

/** The name of a problem, such as `outcome-unknown`. */
function problemOf(text) {
  try {
    return JSON.parse(text).type.replace('urn:abri:problem:', '');
  } catch {
    return 'without a problem';
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { launch } from '../libs/local-stack/dist/child.js';
import { GaveUp, until } from '../libs/local-stack/dist/until.js';
import { restartDecision } from './restart-policy.mjs';

/**
 * Starts one service, waits until it says that it is ready, and from then on starts it anew whenever it dies.
 * Throws with the last lines of its log if it does not become ready; it has been stopped by then.
 * `failed` resolves with the reason when it keeps dying; it is left down then.
 */
export async function startService(service, { guard, logFile, report, signal }) {
  let stopping = false;
  let child;
  let giveUp;
  const failed = new Promise((resolve) => (giveUp = resolve));
  const run = (append) =>
    launch({
      name: service.name,
      command: process.execPath,
      args: [service.entry],
      cwd: service.folder,
      env: service.env,
      logFile,
      guard,
      append,
    });
  const becomesReady = (started) =>
    until(
      `${service.name} is ready`,
      async () => {
        if (started.hasExited()) throw new GaveUp(`it ${await started.exited}`);
        if (signal?.aborted) throw new GaveUp('the start was broken off');
        const answer = await fetch(service.readyUrl, { signal: AbortSignal.timeout(3_000) });
        await answer.body?.cancel();
        if (!answer.ok) throw new Error(`it answers ${answer.status}`);
        return true;
      },
      { withinMs: 90_000, everyMs: 100 },
    );
  const keepAlive = async () => {
    const deaths = [];
    while (!stopping) {
      const how = await child.exited;
      if (stopping) return;
      deaths.push(performance.now());
      report(`${service.name} ${how}. Its last lines (${logFile}):\n${child.lastLines(8)}`);
      const decision = restartDecision(deaths, performance.now());
      if (decision.giveUp) {
        giveUp(new Error(`${service.name} died ${decision.deaths} times within a minute; see ${logFile}.`));
        return;
      }
      await pause(decision.waitMs);
      if (stopping) return;
      child = run(true);
      becomesReady(child).then(
        () => report(`${service.name} is back`),
        () => undefined,
      );
    }
  };

  child = run(false);
  try {
    await becomesReady(child);
  } catch (error) {
    await child.stop(3_000);
    throw new Error(
      `${service.name} did not come up: ${error.message}\n  Last lines of ${logFile}:\n${child.lastLines()}`,
      {
        cause: error,
      },
    );
  }
  void keepAlive();
  return {
    failed,
    name: service.name,
    pid: () => child.pid,
    async stop() {
      stopping = true;
      await child.stop(12_000);
    },
  };
}

import { drainMs } from './draining.js';
import { type Logger, reasonOf } from './log.js';

/**
 * Ends a service in order when it is told to (SIGTERM, SIGINT) or when something it cannot live without has failed.
 * Steps run in reverse order of their adding, 10 s altogether beside draining; then the process exits, with 1 after a failure.
 */
export function createShutdown(log: Logger) {
  const steps: { name: string; step: () => unknown }[] = [];
  let ending = false;
  const end = async (code: number, why: string) => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), 10_000 + 2 * drainMs()).unref();
    for (const { name, step } of steps.reverse()) {
      try {
        await step();
      } catch (error) {
        log.warn({ step: name, reason: reasonOf(error) }, 'a step of stopping failed');
      }
    }
    log.info('stopped');
    process.exit(code);
  };
  process.once('SIGTERM', () => void end(0, 'SIGTERM'));
  process.once('SIGINT', () => void end(0, 'SIGINT'));
  return {
    add: (name: string, step: () => unknown) => void steps.push({ name, step }),
    fail: (why: string) => void end(1, why),
  };
}

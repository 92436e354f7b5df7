import { setTimeout as pause } from 'node:timers/promises';
import type { BusLog } from './port.js';

/**
 * Opens something that needs the broker (a subscription, topics), trying again while the broker is away: at once, then
 * after 0.5 s, doubling up to every 5 s. Resolves with undefined when `stopping()` says so in between.
 */
export async function keepTrying<T>(
  what: string,
  open: () => Promise<T>,
  o: { stopping: () => boolean; log?: BusLog },
): Promise<T | undefined> {
  for (let attempt = 0; !o.stopping(); attempt++) {
    try {
      return await open();
    } catch (error) {
      o.log?.warn({ what, attempt, reason: (error as Error).message }, 'the broker is away; trying again');
      await pause(Math.min(500 * 2 ** attempt, 5_000), undefined, { ref: false });
    }
  }
  return undefined;
}

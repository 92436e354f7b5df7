import { setTimeout as pause } from 'node:timers/promises';
import { type BusLog, type Handler, type IncomingMessage, Poison } from './port.js';

/** Thrown out of a handling that was cut short by `stop`: the message is handled again after the next start. */
export class Stopped extends Error {}

/**
 * Handles one message until it is done: parks poison, retries everything else from 50 ms up to every 5 s.
 * `alive` is called before each retry (a consumer sends its heartbeat there). Throws `Stopped` when `stopping()`.
 */
export async function handleUntilDone(
  message: IncomingMessage,
  o: {
    handler: Handler;
    park: (message: IncomingMessage, reason: string) => Promise<void>;
    stopping: () => boolean;
    alive?: () => Promise<void>;
    log?: BusLog | undefined;
  },
): Promise<void> {
  let handle = () => o.handler(message);
  for (let attempt = 0; ; attempt++) {
    if (o.stopping()) throw new Stopped();
    try {
      await handle();
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      if (error instanceof Poison) {
        o.log?.warn({ position: message.position, reason }, 'message parked');
        handle = () => o.park(message, reason);
        continue;
      }
      if (attempt % 10 === 0) o.log?.warn({ position: message.position, attempt, reason }, 'message will be retried');
      await o.alive?.();
      await pause(Math.min(50 * 2 ** Math.min(attempt, 7), 5_000));
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is not undefined, and gives that answer.
 * Takes the question (its errors count as "not yet"), the longest time in ms, and the pause in ms between questions.
 * Throws an Error that says what was waited for and why the last question failed, when the time is over.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  o: { withinMs: number; everyMs?: number },
): Promise<T> {
  const end = performance.now() + o.withinMs;
  let last = '';
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof GaveUp) throw error;
      last = error instanceof Error ? error.message : String(error);
    }
    await pause(o.everyMs ?? 50);
  }
  throw new Error(`${what}: not within ${Math.round(o.withinMs / 1000)} s${last ? ` (${last})` : ''}`);
}

/** Thrown by a question of `until` to say that asking again is pointless. */
export class GaveUp extends Error {}

import { SharedArray } from 'k6/data';

/** Made by the runner, and kept once for all callers. */
const bodies = new SharedArray('bodies', () => JSON.parse(open(__ENV.BODIES ?? '')) as string[]);

/** What the call of this number sends; from the first one on again when there are no more. */
export const bodyOf = (call: number): string => bodies[call % bodies.length] ?? '';

import { createHash } from 'node:crypto';

const digest = (...parts: (string | number)[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** The id of a worker's request: the same key from the same worker is the same request, for ever. */
export const requestIdOf = (userId: string, idempotencyKey: string): string =>
  digest('request', userId, idempotencyKey);

/**
 * The id of a hold. Whoever asks again, after a crash or in another process, asks for the same hold.
 * `round` grows where a hold of that attempt has ended before anybody recorded it.
 */
export const holdIdOf = (requestId: string, attempt: number, shelterId: string, round: number): string =>
  digest('hold', requestId, attempt, shelterId, round);

import { createHash } from 'node:crypto';
import type { User } from './auth.js';

/** The key as the write path keeps it: bound to its user and to the thing asked for, so that two never clash. */
export function scopedKey(
  user: Pick<User, 'id'>,
  request: { method: string; path: string },
  key: string | undefined,
): string | undefined {
  return key === undefined ? undefined : digest(`${user.id}\n${request.method} ${request.path}\n${key}`);
}

/** Gives new ids; with an idempotency key always the same ones in the same order, so that a repeat is the same command. */
export function idsOf(key: string | undefined, ids: { next(): string }): { next(): string } {
  if (key === undefined) return ids;
  let number = 0;
  return { next: () => digest(`${key}\n${(number += 1)}`) };
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

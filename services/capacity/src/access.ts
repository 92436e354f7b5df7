import { createHash } from 'node:crypto';
import type { Role } from '@abri/contracts/vocabulary';
import type { User } from '@abri/service-kit/auth';
import { type HttpProblem, refusalProblem } from '@abri/service-kit/errors';
import { refusals } from './refusals.js';

/** The problem of a refusal. */
export const problemOf = (refusal: {
  refused: string;
  detail?: Record<string, string | number | string[]>;
}): HttpProblem => refusalProblem(refusals, refusal);

/**
 * Throws the very problem of a shelter that does not exist when the user is here only as staff of other houses: nobody
 * learns which ids exist. `beside` are the roles that may touch every house.
 */
export function requireHouse(user: User, beside: readonly Role[], shelterId: string): void {
  if (beside.some((role) => user.roles.includes(role))) return;
  if (user.roles.includes('shelter') && user.shelterIds.includes(shelterId)) return;
  throw problemOf({ refused: 'noSuchShelter' });
}

/** The key as the write path keeps it: bound to its user and to the thing asked for, so that two never clash. */
export function scopedKey(user: User, request: { method: string; path: string }, key: string | undefined) {
  return key === undefined ? undefined : digest(`${user.id}\n${request.method} ${request.path}\n${key}`);
}

/** Gives new ids; with an idempotency key always the same ones in the same order, so that a repeat is the same command. */
export function idsOf(key: string | undefined, ids: { next(): string }): { next(): string } {
  if (key === undefined) return ids;
  let number = 0;
  return { next: () => digest(`${key}\n${(number += 1)}`) };
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

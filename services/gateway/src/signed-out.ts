import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Session } from './sessions.js';

/** What has ended: one session, all that stand on one sign-in at the issuer (its `sid`), or all of one person (`sub`). */
export const SignOut = z.strictObject({
  what: z.enum(['session', 'sign-in', 'person']),
  id: z.string().min(1),
  /** Milliseconds since 1970. Sessions that began later are others. */
  beforeMs: z.number(),
});
export type SignOut = z.infer<typeof SignOut>;

/** The part of a session by which it is known whether it has ended. */
export type Ending = Pick<Session, 'id' | 'startedMs' | 'tokens'>;
/** The same without the tokens: the person (`sub`), and the sign-in at the issuer (`sid`) where it names one. */
export interface Marks {
  id: string;
  startedMs: number;
  sub: string;
  sid?: string | undefined;
}

/** What the issuer said of the sign-in that a session stands on. */
export const claimsOf = ({ tokens }: Pick<Session, 'tokens'>) => decodeJwt(tokens.id ?? tokens.access);
/** By what it is known whether a session has ended. */
export function marksOf({ id, startedMs, tokens }: Ending): Marks {
  const { sub, sid } = claimsOf({ tokens });
  return { id, startedMs, sub: String(sub), ...(typeof sid === 'string' ? { sid } : {}) };
}
/** The person of a session, as what ends when they sign out everywhere. */
export const wholePerson = (session: Ending): Omit<SignOut, 'beforeMs'> => ({
  what: 'person',
  id: marksOf(session).sub,
});

/** What was signed out, until it would have ended anyway: a copy of the cookie still opens. */
export interface SignedOut {
  add(signOut: SignOut): void;
  has(session: Ending): boolean;
  hasMarked(session: Marks): boolean;
}

/** Takes a clock, and how long a session lasts at the most, in milliseconds. */
export function createSignedOut(o: { now: () => number; longestMs: number }): SignedOut {
  const ended = new Map<string, number>();
  const key = (what: SignOut['what'], id: unknown) => `${what} ${String(id)}`;
  const hasMarked = ({ id, startedMs, sub, sid }: Marks) => {
    const keys = [key('session', id), key('sign-in', sid), key('person', sub)];
    return keys.some((one) => startedMs <= (ended.get(one) ?? -1));
  };
  return {
    add({ what, id, beforeMs }) {
      for (const [known, before] of ended) if (before + o.longestMs <= o.now()) ended.delete(known);
      ended.set(key(what, id), Math.max(beforeMs, ended.get(key(what, id)) ?? 0));
    },
    // While nothing has ended, no token is opened for it.
    has: (session) => ended.size > 0 && hasMarked(marksOf(session)),
    hasMarked,
  };
}

import { z } from 'zod';
import type { Device } from './device.js';
import type { Session } from './sessions.js';
import { marksOf, type SignedOut } from './signed-out.js';

/** A session in use, as the replicas tell each other: by it nobody is let in, it is there to be looked at. */
export const ActiveSession = z.strictObject({
  what: z.literal('active'),
  id: z.string().min(1),
  sub: z.string().min(1),
  sid: z.string().optional(),
  /** Milliseconds since 1970. */
  startedMs: z.number(),
  seenMs: z.number(),
  browser: z.string().nullable(),
  system: z.string().nullable(),
});
export type ActiveSession = z.infer<typeof ActiveSession>;

/** What the replicas are told of a session that was just used, and with what. */
export const activeOf = (session: Session, device: Device): ActiveSession => ({
  ...{ what: 'active', ...marksOf(session) },
  ...{ seenMs: session.seenMs, ...device },
});

/** The sessions in use, by person. */
export interface ActiveSessions {
  add(session: ActiveSession): void;
  /** Whether a use is worth telling the other replicas: the first, and then one in half the time after which a session ends unused. */
  isNews(use: Pick<ActiveSession, 'id' | 'seenMs'>): boolean;
  /** Those of a person (`sub`) that may still be used, the newest first. */
  of(sub: string): readonly ActiveSession[];
  /** Whether a use at that time, in milliseconds since 1970, says nothing of now any more. */
  isPast(ms: number): boolean;
  /** Whether a session is a person's own, or was until lately. */
  isOf(sub: string, id: string): boolean;
}

/** Takes a clock, after how many milliseconds a session ends unused and in any case, and what was signed out. */
export function createActiveSessions(o: {
  now: () => number;
  idleMs: number;
  longestMs: number;
  signedOut: Pick<SignedOut, 'hasMarked'>;
}): ActiveSessions {
  const known = new Map<string, ActiveSession>();
  const toldAgainMs = o.idleMs / 2;
  // A use that was told may have been followed, for as long as `toldAgainMs`, by others that were not.
  const isPast = (seenMs: number) => seenMs + toldAgainMs + o.idleMs <= o.now();
  const isOver = ({ startedMs, seenMs }: ActiveSession) => startedMs + o.longestMs <= o.now() || isPast(seenMs);
  return {
    add(session) {
      const before = known.get(session.id);
      if (!before) for (const [id, one] of known) if (isOver(one)) known.delete(id);
      if (!isOver(session) && session.seenMs >= (before?.seenMs ?? 0)) known.set(session.id, session);
    },
    isNews: ({ id, seenMs }) => seenMs - (known.get(id)?.seenMs ?? -Infinity) >= toldAgainMs,
    of: (sub) =>
      [...known.values()]
        .filter((one) => one.sub === sub && !isOver(one) && !o.signedOut.hasMarked(one))
        .sort((a, b) => b.startedMs - a.startedMs),
    isPast,
    isOf: (sub, id) => known.get(id)?.sub === sub,
  };
}

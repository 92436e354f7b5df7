import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readKnown } from '@abri/contracts/read-known';
import { Role } from '@abri/contracts/vocabulary';
import type { Authenticate } from '@abri/service-kit/auth';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Cookies } from './cookies.js';
import type { Seal } from './seal.js';
import { marksOf, type SignedOut } from './signed-out.js';
import { SignInEnded, type SignInProtocol, Tokens } from './sign-in-protocol.js';

/** A signed-in person, as sealed in the cookie. Whether it counts stands in it, and on no list. */
export const Session = z.strictObject({
  id: z.string(),
  csrf: z.string(),
  name: z.string(),
  roles: z.array(Role),
  shelterIds: z.array(z.string()),
  startedMs: z.number(),
  seenMs: z.number(),
  tokens: Tokens,
});
export type Session = z.infer<typeof Session>;

/** How long a finished renewal answers requests that still carry the tokens from before it. */
const renewalKeptMs = 60_000;
/** The cookie is written anew for being seen no more often than this. */
const seenStepMs = 60_000;

/** Sessions over sealed cookies. */
export interface Sessions {
  /** The session of a request, with tokens that are still good, or undefined. `counts`: it is a sign of somebody's presence. */
  of(req: Request, res: Response, o: { counts: boolean }): Promise<Session | undefined>;
  /** `replaced` is the id of the session that this browser had until now. */
  start(
    req: Request,
    res: Response,
    signedIn: { tokens: Tokens; name: string },
  ): Promise<Session & { who: string; replaced?: string }>;
  /** Takes the cookie away; that no copy of it counts any more is for `SignedOut` to know. */
  clear(req: Request, res: Response): void;
  endsMs(session: Session): number;
}

/** Takes the lifetimes in milliseconds and the means. Sessions end after `idleMs` unseen and `longestMs` in any case. */
export function createSessions(o: {
  cookies: Cookies;
  seal: Seal;
  protocol: SignInProtocol;
  authenticate: Authenticate;
  now: () => number;
  idleMs: number;
  longestMs: number;
  cookieName: string;
  signedOut: SignedOut;
  /** Told when a session begins, and of its use about once a minute. */
  used: (session: Session, req: Request) => void;
}): Sessions {
  const renewals = new Map<string, Promise<{ tokens: Tokens; roles: Session['roles']; shelterIds: string[] }>>();

  const rightsOf = async (tokens: Tokens) => {
    const { roles, shelterIds } = await o.authenticate(`Bearer ${tokens.access}`);
    return { tokens, roles: [...roles], shelterIds: [...shelterIds] };
  };
  /** One renewal for all requests that come at once, and for those that were under way with the old cookie. */
  const renewed = (session: Session) => {
    const key = createHash('sha256').update(`${session.id} ${session.tokens.access}`).digest('base64');
    const running = renewals.get(key);
    if (running) return running;
    const renewal = o.protocol.renew(session.tokens).then(rightsOf);
    renewals.set(key, renewal);
    const forget = () => renewals.delete(key);
    renewal.then(() => setTimeout(forget, renewalKeptMs).unref(), forget);
    return renewal;
  };
  const endsMs = (session: Session) => Math.min(session.startedMs + o.longestMs, session.seenMs + o.idleMs);
  const write = async (req: Request, res: Response, session: Session) =>
    o.cookies.write(req, res, o.cookieName, await o.seal.seal(session));
  const opened = async (text: string) => {
    const read = readKnown(Session, await o.seal.open(text));
    return read.success && endsMs(read.data) > o.now() && !o.signedOut.has(read.data) ? read.data : undefined;
  };

  return {
    endsMs,
    async of(req, res, { counts }) {
      const text = o.cookies.read(req, o.cookieName);
      if (text === undefined) return undefined;
      const read = await opened(text);
      if (!read) {
        o.cookies.clear(req, res, o.cookieName);
        return undefined;
      }
      const now = o.now();
      let session = read;
      const seen = counts && now - session.seenMs >= Math.min(seenStepMs, o.idleMs / 4);
      if (seen) session = { ...session, seenMs: now };
      if (now >= session.tokens.renewFromMs) {
        try {
          session = { ...session, ...(await renewed(session)) };
        } catch (error) {
          if (error instanceof SignInEnded) {
            o.cookies.clear(req, res, o.cookieName);
            return undefined;
          }
          // The issuer is away: what is still good serves on, and the next request tries again.
          if (now >= session.tokens.accessEndsMs) throw error;
        }
      }
      if (seen || session.tokens !== read.tokens) await write(req, res, session);
      if (seen) o.used(session, req);
      return session;
    },
    async start(req, res, { tokens, name }) {
      const now = o.now();
      const random = () => randomBytes(18).toString('base64url');
      const begun = { id: random(), csrf: random(), name, startedMs: now, seenMs: now, ...(await rightsOf(tokens)) };
      const before = await opened(o.cookies.read(req, o.cookieName) ?? '');
      // Pages that the same person has open in other tabs go on.
      const isSame = before && marksOf(before).sub === marksOf(begun).sub;
      const session = isSame ? { ...begun, csrf: before.csrf } : begun;
      await write(req, res, session);
      o.used(session, req);
      const { id: who } = await o.authenticate(`Bearer ${tokens.access}`);
      return { ...session, who, ...(before ? { replaced: before.id } : {}) };
    },
    clear: (req, res) => o.cookies.clear(req, res, o.cookieName),
  };
}

/** Whether a request brought the token that its session was given: a page of another site cannot know it. */
export function csrfFits(session: Session, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [given, session.csrf].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

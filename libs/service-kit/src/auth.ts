import { Role } from '@abri/contracts/vocabulary';
import { errors } from 'jose';
import { systemNowMs } from './clock.js';
import { HttpProblem } from './errors.js';
import { issuerKeys } from './issuer-keys.js';
import { verifyToken } from './verify-token.js';

/** Who is asking. `id` is the issuer's opaque subject. */
export interface User {
  id: string;
  roles: readonly Role[];
  shelterIds: readonly string[];
  /** The organisations or teams that the user works for, from the claim `teams`. */
  teamIds: readonly string[];
}

/** Checks a bearer token; throws a 401 problem when there is none or it is not valid. */
export type Authenticate = (authorization: string | undefined) => Promise<User>;

/** Which access tokens are taken. */
export interface AcceptedTokens {
  issuer: string;
  audience: string;
  /** Strengths of a sign-in of which a person's token must name one as `acr` (RFC 9068, 2.2.1); any when empty or not given. */
  requiredAcr?: readonly string[];
}
interface Verified {
  user: User;
  untilMs: number;
}
const trustVerifiedMs = 60_000;
const rememberedTokens = 10_000;
const tooWeak = () =>
  new HttpProblem(403, 'sign-in-too-weak', 'This sign-in is not strong enough', {
    detail: 'Sign in again with the second factor that your organisation asks for.',
  });
const unauthorised = (detail: string) => new HttpProblem(401, 'not-signed-in', 'You are not signed in', { detail });

/**
 * Verifies access tokens of any OpenID Connect issuer by its published keys (RFC 9068: iss, aud, exp, sub). While the issuer
 * is away, those that it knows serve on; where there are none, a 503 problem.
 * Roles are read from the claim `roles`, a staff member's houses from the claim `shelters`,
 * the teams that somebody works for from the claim `teams`. A person who signed in less strongly than `requiredAcr` asks gets a
 * 403 problem; a service proves itself by its secret and has no `acr`.
 */
export function createAuthenticate(
  o: AcceptedTokens & {
    /** Milliseconds since 1970, and how far the machine's clock is ahead of that; the system's unless given. */
    now?: () => number;
    heldMs?: () => number;
  },
): Authenticate {
  const now = o.now ?? systemNowMs;
  const { requiredAcr = [] } = o;
  const keys = issuerKeys(o);
  const verify = async (token: string): Promise<Verified> => {
    const { payload } = await verifyToken(token, keys, {
      issuer: o.issuer,
      audience: o.audience,
      requiredClaims: ['exp', 'sub'],
      now,
      heldMs: o.heldMs,
    });
    const roles = Array.isArray(payload.roles) ? payload.roles.flatMap((role) => Role.safeParse(role).data ?? []) : [];
    const isStrong = requiredAcr.length === 0 || requiredAcr.some((strength) => strength === payload.acr);
    if (!isStrong && !roles.includes('service')) throw tooWeak();
    const idsIn = (claim: unknown) => (Array.isArray(claim) ? claim.filter((id) => typeof id === 'string') : []);
    const user = { id: payload.sub ?? '', roles, shelterIds: idsIn(payload.shelters), teamIds: idsIn(payload.teams) };
    const trustedUntilMs = now() + trustVerifiedMs;
    return { user, untilMs: Math.min(trustedUntilMs, (payload.exp ?? 0) * 1_000) };
  };
  // A signature costs more than most requests. A key that the issuer withdraws counts for a minute more at the most.
  const verified = new Map<string, Verified>();
  return async (authorization) => {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw unauthorised('Sign in, and send the access token as a bearer token.');
    const known = verified.get(token);
    if (known && now() < known.untilMs) return known.user;
    try {
      const fresh = await verify(token);
      if (verified.size >= rememberedTokens) verified.clear();
      verified.set(token, fresh);
      return fresh.user;
    } catch (error) {
      verified.delete(token);
      if (error instanceof HttpProblem) throw error;
      if (error instanceof errors.JOSEError)
        throw unauthorised('The access token is not valid any more: sign in again.');
      throw new HttpProblem(503, 'issuer-away', 'Sign-in cannot be checked now', { detail: 'Try again in a moment.' });
    }
  };
}

/** Throws a 403 problem unless the user has one of the roles. */
export function requireRole(user: Pick<User, 'roles'>, roles: readonly Role[]): void {
  if (roles.some((role) => user.roles.includes(role))) return;
  throw new HttpProblem(403, 'role-missing', 'Your role does not allow this', {
    detail: `It needs one of: ${roles.join(', ')}. Ask your organisation's administrator.`,
  });
}

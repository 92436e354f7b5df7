import { HttpProblem } from '@abri/service-kit/errors';
import { issuerKeys } from '@abri/service-kit/issuer-keys';
import { verifyToken } from '@abri/service-kit/verify-token';
import { errors } from 'jose';
import { z } from 'zod';
import type { SignOut } from './signed-out.js';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
/** Claims of a logout token beyond those of every token (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
const Claims = z
  .object({
    events: z.object({ [logoutEvent]: z.object({}) }),
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

const refused = () =>
  new HttpProblem(400, 'logout-token-refused', 'This logout token was not taken', {
    detail: 'It must be signed by the issuer of this installation, for this client, and be new. Nothing was changed.',
  });

/**
 * Reads logout tokens as section 2.6 of OpenID Connect Back-Channel Logout 1.0 says. Gives what has ended; throws a 400
 * problem for a token that is not a good one, 503 where the issuer's keys cannot be had.
 */
export function createLogoutTokens(o: {
  issuer: string;
  clientId: string;
  now: () => number;
}): (token: unknown) => Promise<SignOut> {
  const keys = issuerKeys(o);
  return async (token) => {
    if (typeof token !== 'string' || token === '') throw refused();
    try {
      const { payload, protectedHeader } = await verifyToken(token, keys, {
        ...{ issuer: o.issuer, audience: o.clientId, now: o.now },
        ...{ requiredClaims: ['iat', 'exp', 'jti'], maxTokenAge: 300, clockTolerance: 60 },
      });
      const claims = Claims.safeParse(payload);
      // Asked for, or a token made for something else would count (OWASP ASVS 5, 10.5.5).
      const isLogout = /^(application\/)?logout\+jwt$/i.test(protectedHeader.typ ?? '');
      if (!claims.success || !isLogout) throw refused();
      const { sid, sub = '' } = claims.data;
      const beforeMs = o.now();
      return sid === undefined ? { what: 'person', id: sub, beforeMs } : { what: 'sign-in', id: sid, beforeMs };
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      if (error instanceof errors.JOSEError) throw refused();
      throw new HttpProblem(503, 'issuer-away', 'The issuer’s keys cannot be had now', {
        detail: 'Send the token again in a moment. Nothing was changed.',
      });
    }
  };
}

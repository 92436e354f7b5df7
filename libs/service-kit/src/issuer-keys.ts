import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { systemNowMs } from './clock.js';
import { discovered, issuerAnswersWithinMs } from './issuer-discovery.js';

/** The issuer's keys cannot be had now, so that nothing can be said of a token: neither that it is good nor that it is not. */
export class IssuerAway extends Error {}

const renewAfterMs = 5 * 60_000;
/** How long keys serve that could not be renewed. A token ends within minutes; what is kept so long is a key that was withdrawn. */
const longestMs = 60 * 60_000;

const Discovery = z.object({ jwks_uri: z.url() });
/** What the keys themselves say of a token. Everything else is about the way to them, or about what lies there. */
const aboutTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * The keys that an issuer publishes, for jose: found at first use, then renewed beside the work, so that nobody waits for it
 * and a short absence of the issuer stops nobody whose token is good. A key that is not known yet is asked for at once.
 * `now` in ms since 1970; the issuer has `timeoutMs` for each answer. Throws `IssuerAway`, or jose's error about the token.
 */
export function issuerKeys(o: { issuer: string; now?: () => number; timeoutMs?: number }): JWTVerifyGetKey {
  const now = o.now ?? systemNowMs;
  const timeoutDuration = o.timeoutMs ?? issuerAnswersWithinMs;
  type Keys = ReturnType<typeof createRemoteJWKSet>;
  let found: Promise<Keys> | undefined;
  let askedMs = 0;
  let renewedMs = 0;

  const discover = async () => {
    const { jwks_uri } = await discovered(o.issuer, Discovery, AbortSignal.timeout(timeoutDuration));
    // How old they may be is said here, by a clock that can be given.
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration, cooldownDuration: 5_000, cacheMaxAge: Infinity });
  };
  const keys = async () => {
    found ??= discover();
    try {
      return await found;
    } catch (cause) {
      found = undefined;
      throw cause;
    }
  };
  const renew = async (known: Keys) => {
    askedMs = now();
    await known.reload();
    renewedMs = now();
  };

  return async (header, token) => {
    try {
      const known = await keys();
      if (renewedMs === 0 || now() - renewedMs >= longestMs) await renew(known);
      else if (now() - askedMs >= renewAfterMs) renew(known).catch(() => undefined);
      return await known(header, token);
    } catch (cause) {
      if (aboutTheToken.some((kind) => cause instanceof kind)) throw cause;
      throw new IssuerAway('the keys of the issuer cannot be had', { cause });
    }
  };
}

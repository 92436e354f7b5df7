import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import { clockHeldMs } from './clock.js';

/** Signatures that are taken: asymmetric ones only, so that a published key can never be used as a shared secret. */
const signatureAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * Verifies a token by the time that services go by (`now`, ms since 1970). While this machine's clock counts as set by `heldMs`
 * (see `createSteadyClock`), a token that is good by that clock is taken too: the issuer has a clock of its own, and of a machine
 * that was stopped for a while it is the new time that is right. Throws jose's errors.
 */
export async function verifyToken(
  token: string,
  keys: JWTVerifyGetKey,
  o: Omit<JWTVerifyOptions, 'algorithms' | 'currentDate'> & { now: () => number; heldMs?: (() => number) | undefined },
): Promise<JWTVerifyResult> {
  const { now, heldMs = clockHeldMs, ...options } = o;
  const by = (timeMs: number) =>
    jwtVerify(token, keys, { ...options, algorithms: signatureAlgorithms, currentDate: new Date(timeMs) });
  try {
    return await by(now());
  } catch (error) {
    const isOfTime = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
    const aheadMs = heldMs();
    if (!isOfTime || aheadMs === 0) throw error;
    return by(now() + aheadMs);
  }
}

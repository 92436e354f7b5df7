import type { Session } from './sessions.js';
import { claimsOf } from './signed-out.js';

/** For so long after a sign-in nobody is asked again who they are. */
const recentMs = 10 * 60_000;

/**
 * Whether a person has proved who they are within the last ten minutes, at a time in milliseconds since 1970. Every session begins
 * with such a proof; where the issuer tells when it was (`auth_time`, OpenID Connect Core 1.0, section 2), its word counts too.
 */
export function isRecentSignIn({ startedMs, tokens }: Pick<Session, 'startedMs' | 'tokens'>, nowMs: number): boolean {
  const { auth_time } = claimsOf({ tokens });
  const provedMs = typeof auth_time === 'number' ? Math.min(auth_time * 1_000, startedMs) : startedMs;
  return nowMs < provedMs + recentMs;
}

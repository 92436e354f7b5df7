import type { z } from 'zod';

/** How long (ms) an issuer may take for an answer, unless something else is said. */
export const issuerAnswersWithinMs = 5_000;

/**
 * What an issuer says of itself (OpenID Connect Discovery 1.0, section 4), read by a schema. Follows no redirect. Throws when it
 * answers with an error or something else, or when `signal` ends it.
 */
export async function discovered<S extends z.ZodType>(
  issuer: string,
  schema: S,
  signal: AbortSignal,
): Promise<z.infer<S>> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { redirect: 'error', signal });
  if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
  return schema.parse(await answer.json());
}

import { HttpProblem } from '@abri/service-kit/errors';
import * as oidc from 'openid-client';
import { z } from 'zod';

/** What a sign-in under way must remember until the browser comes back. */
export const PendingSignIn = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});
export type PendingSignIn = z.infer<typeof PendingSignIn>;

/** What the issuer gave. Times in milliseconds since the epoch. */
export const Tokens = z.strictObject({
  access: z.string(),
  accessEndsMs: z.number(),
  /** From then on it is fetched anew. */
  renewFromMs: z.number(),
  refresh: z.string().optional(),
  id: z.string().optional(),
});
export type Tokens = z.infer<typeof Tokens>;

/** The issuer ended this sign-in: no retry helps. */
export class SignInEnded extends Error {}

/** OpenID Connect with any issuer: authorization code with PKCE, state and nonce. */
export interface SignInProtocol {
  begin(returnTo: string): Promise<{ url: string; pending: PendingSignIn }>;
  /** Throws `SignInEnded` when the answer does not belong to the pending sign-in or the issuer said no. */
  finish(search: string, pending: PendingSignIn): Promise<{ tokens: Tokens; name: string }>;
  renew(tokens: Tokens): Promise<Tokens>;
  /** Revokes what can be revoked, and gives the address that ends the issuer's own session. */
  end(tokens: Tokens): Promise<string>;
}

const away = () =>
  new HttpProblem(503, 'issuer-away', 'Sign-in does not answer now', {
    detail: 'Try again in a moment. Nothing was changed.',
  });

/** Takes the issuer, this client and its secret, the audience of access tokens, and a clock. Finds the issuer at first use. */
export function createSignInProtocol(o: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  audience: string;
  /** Strengths of a sign-in that the issuer is asked for; what it gave is seen in its access token. */
  requiredAcr: readonly string[];
  baseUrl: string;
  now: () => number;
}): SignInProtocol {
  let found: Promise<oidc.Configuration> | undefined;
  const issuer = async () => {
    const insecure = o.issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    found ??= oidc.discovery(new URL(o.issuer), o.clientId, undefined, oidc.ClientSecretBasic(o.clientSecret), {
      timeout: 10,
      ...insecure,
    });
    try {
      return await found;
    } catch {
      found = undefined;
      throw away();
    }
  };
  const redirectUri = `${o.baseUrl}/auth/callback`;
  const tokensOf = (answer: oidc.TokenEndpointResponse, before?: Tokens): Tokens => {
    const lifeMs = (answer.expires_in ?? 60) * 1_000;
    const now = o.now();
    const refresh = answer.refresh_token ?? before?.refresh;
    const id = answer.id_token ?? before?.id;
    return {
      access: answer.access_token,
      accessEndsMs: now + lifeMs,
      renewFromMs: now + lifeMs - Math.min(60_000, lifeMs / 4),
      ...(refresh === undefined ? {} : { refresh }),
      ...(id === undefined ? {} : { id }),
    };
  };
  return {
    async begin(returnTo) {
      const verifier = oidc.randomPKCECodeVerifier();
      const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, returnTo };
      const url = oidc.buildAuthorizationUrl(await issuer(), {
        redirect_uri: redirectUri,
        scope: o.scope,
        resource: o.audience,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // Desks are shared: whoever signs in proves it, even where a colleague's session still stands at the issuer.
        prompt: 'login',
        // An issuer that is asked for this says when it was (`auth_time`).
        max_age: '0',
        ...(o.requiredAcr.length === 0 ? {} : { acr_values: o.requiredAcr.join(' ') }),
      });
      return { url: url.href, pending };
    },
    async finish(search, pending) {
      const configuration = await issuer();
      const answer = await oidc
        .authorizationCodeGrant(
          configuration,
          new URL(`${redirectUri}${search}`),
          {
            pkceCodeVerifier: pending.verifier,
            expectedState: pending.state,
            expectedNonce: pending.nonce,
            idTokenExpected: true,
          },
          { resource: o.audience },
        )
        .catch((error: unknown) => {
          throw saidNo(error) ? new SignInEnded('the sign-in was refused', { cause: error }) : away();
        });
      const claims = answer.claims();
      const named = typeof claims?.name === 'string' ? claims.name : await nameFromUserInfo(configuration, answer);
      return { tokens: tokensOf(answer), name: named ?? claims?.sub ?? '' };
    },
    async renew(tokens) {
      if (!tokens.refresh) throw new SignInEnded('there is no refresh token');
      const configuration = await issuer();
      const answer = await oidc
        .refreshTokenGrant(configuration, tokens.refresh, { resource: o.audience })
        .catch((error: unknown) => {
          throw saidNo(error) ? new SignInEnded('the issuer ended the sign-in', { cause: error }) : away();
        });
      return tokensOf(answer, tokens);
    },
    async end(tokens) {
      const configuration = await issuer();
      if (tokens.refresh) await oidc.tokenRevocation(configuration, tokens.refresh).catch(() => undefined);
      if (!configuration.serverMetadata().end_session_endpoint) return `${o.baseUrl}/`;
      return oidc.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: `${o.baseUrl}/`,
        ...(tokens.id ? { id_token_hint: tokens.id } : {}),
      }).href;
    },
  };
}

/** Whether the issuer answered and refused, in contrast to not answering. */
function saidNo(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return false;
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number' && status >= 500) return false;
  return code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT';
}

async function nameFromUserInfo(
  configuration: oidc.Configuration,
  answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
) {
  try {
    const { name } = await oidc.fetchUserInfo(
      configuration,
      answer.access_token,
      answer.claims()?.sub ?? oidc.skipSubjectCheck,
    );
    return name;
  } catch {
    // A token for our own services is not always taken there: the name is a courtesy, the sign-in stands without it.
    return undefined;
  }
}

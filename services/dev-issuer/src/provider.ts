import type { Role } from '@abri/contracts/vocabulary';
import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { accountById } from './accounts.js';
import type { DevIssuerConfig } from './config.js';
import type { Keys } from './keys.js';
import type { keptState } from './kept-state.js';
import { problemPage, signOutPage } from './pages.js';

const hours = 60 * 60;
const gatewayClientId = 'abri-gateway';
/** How strong every sign-in here is: there is nothing but passwords. */
export const passwordOnly = 'password';
/** The role of each program that asks in its own name; `abri-seed` is `npm start`, which registers the first shelters. */
const programs: Readonly<Record<string, { secret: string; roles: readonly Role[]; teams?: readonly string[] }>> = {
  'abri-services': { secret: 'development-only-services', roles: ['service'] },
  'abri-seed': { secret: 'development-only-seed', roles: ['operator'] },
  // Loads the invented cases of the demonstration, as their workers would.
  'abri-demo': {
    secret: 'development-only-demo',
    roles: ['support', 'programmes', 'child-protection', 'justice', 'hotline'],
    teams: ['pt-social', 'pe-valenciennes'],
  },
};

/** The clients that may ask for tokens: the gateway for people, programs for themselves. */
const clientsOf = (config: DevIssuerConfig): Configuration['clients'] => [
  {
    client_id: gatewayClientId,
    client_secret: 'development-only-gateway',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: config.GATEWAY_URLS.map((url) => `${url}/auth/callback`),
    post_logout_redirect_uris: config.GATEWAY_URLS.map((url) => `${url}/`),
    backchannel_logout_uri: `${config.GATEWAY_URLS[0]}/auth/backchannel-logout`,
    backchannel_logout_session_required: true,
  },
  ...Object.entries(programs).map(([id, { secret }]) => ({
    client_id: id,
    client_secret: secret,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  })),
];

/** Everything asked for by our own gateway is granted: there is no third party to consent to. */
async function grantOwnGateway(ctx: KoaContextWithOIDC, audience: string) {
  const { client, session, provider, params } = ctx.oidc;
  if (client?.clientId !== gatewayClientId || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope ?? 'openid'));
  grant.addResourceScope(audience, 'abri');
  await grant.save();
  return grant;
}

/** Puts oidc-provider together: code flow with PKCE, refresh, client credentials, JWT access tokens for one audience. */
export function createProvider(config: DevIssuerConfig, keys: Keys, adapter: ReturnType<typeof keptState>['adapter']) {
  const { OIDC_AUDIENCE: audience } = config;
  const provider = new Provider(config.ISSUER, {
    adapter,
    clients: clientsOf(config),
    jwks: keys.jwks,
    cookies: { keys: keys.cookies },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    scopes: ['openid', 'profile', 'email', 'abri'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    acrValues: [passwordOnly],
    pkce: { required: () => true },
    // The one address that it calls is the gateway's, on this machine: its own guard against such addresses is for others.
    fetch: (url, { dispatcher: _guarded, ...options } = {}) => fetch(url, options),
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: (ctx) => grantOwnGateway(ctx, audience),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // The gateway proves itself with a secret: rotation would add only races between its replicas.
    rotateRefreshToken: false,
    ttl: {
      AccessToken: config.ACCESS_TOKEN_SECONDS,
      ClientCredentials: config.ACCESS_TOKEN_SECONDS,
      IdToken: 12 * hours,
      RefreshToken: 12 * hours,
      Session: 12 * hours,
      Grant: 12 * hours,
      Interaction: hours / 2,
      AuthorizationCode: 60,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => signOutPage(ctx, form, config.GATEWAY_URLS),
        postLogoutSuccessSource: async (ctx) => problemPage(ctx, 'signedOut', 200),
      },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_ctx, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return {
            scope: 'abri',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: config.ACCESS_TOKEN_SECONDS,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    extraTokenClaims: async (_ctx, token) => {
      if (token.kind === 'ClientCredentials') {
        const program = programs[token.clientId ?? ''];
        return { roles: program?.roles ?? [], shelters: [], teams: program?.teams ?? [] };
      }
      const account = 'accountId' in token ? accountById(token.accountId) : undefined;
      return account && { roles: account.roles, shelters: account.shelters, teams: account.teams, acr: passwordOnly };
    },
    findAccount: async (_ctx, id) => {
      const account = accountById(id);
      return account && { accountId: id, claims: async () => ({ sub: id, name: account.name, email: account.email }) };
    },
    renderError: async (ctx, out) => problemPage(ctx, out.error, ctx.status),
  });
  provider.proxy = config.ISSUER.startsWith('https:');
  return provider;
}

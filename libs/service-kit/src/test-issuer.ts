import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@abri/contracts/vocabulary';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An OpenID Connect issuer for tests: real keys, real tokens, no sign-in page. */
export async function testIssuer(audience = 'urn:abri') {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  let issuer = '';
  let state: 'well' | 'broken' | 'silent' = 'well';
  const asked: string[] = [];
  const sign = (
    claims: {
      roles: readonly Role[];
      shelters?: readonly string[];
      teams?: readonly string[];
      acr?: unknown;
      nbf?: number;
    },
    o: { subject?: string; expires?: string; audience?: string } = {},
  ) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setIssuer(issuer)
      .setAudience(o.audience ?? audience)
      .setSubject(o.subject ?? claims.roles.join('+'))
      .setIssuedAt()
      .setExpirationTime(o.expires ?? '1h')
      .sign(privateKey);
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    if (state === 'silent') return;
    if (state === 'broken') return void res.writeHead(503).end('away');
    void (async () => {
      const answers: Record<string, () => Promise<unknown>> = {
        '/.well-known/openid-configuration': async () => ({
          issuer,
          jwks_uri: `${issuer}/jwks`,
          token_endpoint: `${issuer}/token`,
        }),
        '/jwks': async () => ({ keys: [key] }),
        '/token': async () => ({
          access_token: await sign({ roles: ['service'] }),
          expires_in: 3_600,
          token_type: 'Bearer',
        }),
      };
      const answer = await answers[req.url ?? '']?.();
      res.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    audience,
    sign,
    /** From now on it answers well, with a 503, or not at all. */
    becomes: (next: typeof state) => void (state = next),
    /** What was asked of it, by path. */
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

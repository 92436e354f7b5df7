import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import { signInWith } from './accounts.js';
import type { DevIssuerConfig } from './config.js';
import { keptKeys } from './keys.js';
import { keptState } from './kept-state.js';
import { endedPage, pageHeaders, signInPage } from './pages.js';
import { createProvider, passwordOnly } from './provider.js';

const formLimitBytes = 4_096;

/** A running issuer. */
export interface DevIssuer {
  port: number;
  close(): Promise<void>;
}

/** Starts the issuer. Throws under NODE_ENV=production: everybody knows its passwords. */
export async function startDevIssuer(
  config: DevIssuerConfig,
  env: NodeJS.ProcessEnv = process.env,
): Promise<DevIssuer> {
  if (env.NODE_ENV === 'production')
    throw new Error(
      'The development issuer does not run in production: its passwords are public. Set OIDC_ISSUER to your own.',
    );
  const state = keptState(config.STATE_FILE);
  const provider = createProvider(config, await keptKeys(config.KEYS_FILE), state.adapter);
  const protocol = provider.callback();
  const server = createServer((req, res) => {
    const uid = /^\/sign-in\/([\w-]+)$/.exec(req.url ?? '')?.[1];
    if (req.url === '/health/ready' || req.url === '/health/live') {
      res.writeHead(200, { 'content-type': 'application/json' }).end('{"ready":true}');
    } else if (uid) {
      signIn(provider, config, uid, req, res).catch(() => {
        if (!res.headersSent) res.writeHead(400, pageHeaders());
        res.end(endedPage(req.headers['accept-language']));
      });
    } else {
      void protocol(req, res);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        state.save();
      }),
  };
}

/** Shows the form, and takes it. The interaction is found by its signed cookie, which also stops forged posts. */
async function signIn(
  provider: Provider,
  config: DevIssuerConfig,
  uid: string,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const { prompt, uid: own } = await provider.interactionDetails(req, res);
  if (prompt.name !== 'login' || own !== uid) throw new Error('no sign-in is under way');
  const language = req.headers['accept-language'];
  const headers = pageHeaders(config.GATEWAY_URLS);
  if (req.method !== 'POST') return void res.writeHead(200, headers).end(signInPage(uid, language, undefined));
  const form = new URLSearchParams(await readForm(req));
  const email = form.get('email') ?? '';
  const account = signInWith(email, form.get('password') ?? '');
  if (!account) return void res.writeHead(401, headers).end(signInPage(uid, language, { email }));
  await provider.interactionFinished(req, res, { login: { accountId: account.id, acr: passwordOnly } });
}

async function readForm(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) {
    text += String(chunk);
    if (text.length > formLimitBytes) throw new Error('the form is too large');
  }
  return text;
}

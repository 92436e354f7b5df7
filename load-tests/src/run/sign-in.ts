import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { onlyLoopback } from '../k6/loopback.js';

/** As much of a browser as signing in needs: it keeps cookies and follows redirects. */
function browser() {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  /** Follows until an answer is no redirect, or one leads to `stopAt`. */
  const go = async (url: string, form?: URLSearchParams, stopAt?: string): Promise<{ url: string; text: string }> => {
    let [at, body] = [onlyLoopback(url), form];
    for (let hops = 0; hops < 15; hops++) {
      const answer = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: cookie(), accept: 'text/html' },
        ...(body ? { method: 'POST', body } : {}),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /;\s*max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const location = answer.headers.get('location');
      const text = await answer.text();
      if (!location) return { url: at, text };
      at = onlyLoopback(new URL(location, at).href);
      body = undefined;
      if (stopAt && at.startsWith(stopAt)) return { url: at, text };
    }
    throw new Error('signing in went round in circles');
  };
  /** Fills the sign-in form of the development issuer. */
  const signIn = async (start: string, email: string, stopAt?: string) => {
    const page = await go(start);
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (!action)
      throw new Error(
        `the issuer showed no sign-in form: ${/<code>([^<]*)/.exec(page.text)?.[1] ?? 'it said nothing'}`,
      );
    const form = new URLSearchParams({ email, password: 'abri-demo' });
    return go(new URL(action, page.url).href, form, stopAt);
  };
  return { signIn, cookie };
}

/** Where the system that is measured answers. */
export interface Doors {
  issuer: string;
  gateway: string;
}

/** An access token of a demo person, by the code flow of the development issuer. Good for some 30 minutes. */
export async function tokenOf(doors: Doors, email: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${doors.gateway}/auth/callback`;
  const query = new URLSearchParams({
    client_id: 'abri-gateway',
    response_type: 'code',
    scope: 'openid abri',
    resource: 'urn:abri',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { authorization_endpoint, token_endpoint } = z
    .object({ authorization_endpoint: z.string(), token_endpoint: z.string() })
    .parse(await (await fetch(`${onlyLoopback(doors.issuer)}/.well-known/openid-configuration`)).json());
  const { url } = await browser().signIn(`${authorization_endpoint}?${query}`, email, redirect);
  const answer = await fetch(onlyLoopback(token_endpoint), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('abri-gateway:development-only-gateway').toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(url).searchParams.get('code') ?? '',
      redirect_uri: redirect,
      code_verifier: verifier,
      resource: 'urn:abri',
    }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

/** The headers of a signed-in page's requests to the gateway: its cookies and its CSRF token. */
export async function sessionOf(doors: Doors, email: string): Promise<Record<string, string>> {
  const visitor = browser();
  await visitor.signIn(`${doors.gateway}/auth/login`, email);
  const answer = await fetch(`${doors.gateway}/api/session`, { headers: { cookie: visitor.cookie() } });
  const { csrf } = z.object({ csrf: z.string() }).parse(await answer.json());
  return { cookie: visitor.cookie(), 'x-csrf-token': csrf };
}

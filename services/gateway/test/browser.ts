import type { SessionView } from '@abri/contracts/board-api';

/** A browser without a screen: keeps cookies by host as browsers do (ports share them), follows redirects one by one. */
export function browser(base: string) {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, base), {
      redirect: 'manual',
      ...init,
      headers: {
        'accept-language': 'en',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const gone = attributes.some((text) => /^\s*(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(text));
      if (gone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  /** Follows redirects until an answer is none, and says where that was. */
  const follow = async (path: string, init: RequestInit = {}) => {
    let url = new URL(path, base).href;
    let answer = await ask(url, init);
    for (let hop = 0; hop < 10 && answer.headers.has('location'); hop++) {
      url = new URL(answer.headers.get('location') ?? '', url).href;
      answer = await ask(url);
    }
    return { url, answer };
  };
  return {
    jar,
    ask,
    follow,
    async signIn(email: string, returnTo = '/api/session') {
      const form = await follow(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      return follow(form.url, { method: 'POST', body: new URLSearchParams({ email, password: 'abri-demo' }) });
    },
    async json<T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }> {
      const answer = await ask(path, init);
      return { status: answer.status, body: (await answer.json()) as T };
    },
  };
}
export type Browser = ReturnType<typeof browser>;

/** Signs a person in, and gives what their page then knows. */
export async function signedInAs(email: string, page: Browser): Promise<{ page: Browser; csrf: string }> {
  await page.signIn(email);
  return { page, csrf: (await page.json<SessionView>('/api/session')).body.csrf };
}

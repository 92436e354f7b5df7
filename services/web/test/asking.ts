import type { Page } from 'playwright-core';

/** Asks the system's API as the person who is signed in on the page. Throws with what it said when it refuses. */
export async function ask<T>(page: Page, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const { status, text } = await page.evaluate(
    async (asked) => {
      const { csrf } = (await (await fetch('/api/session')).json()) as { csrf: string };
      const headers = {
        'content-type': 'application/json',
        'x-csrf-token': csrf,
        'idempotency-key': crypto.randomUUID(),
      };
      const sent = asked.body === undefined ? {} : { headers, body: JSON.stringify(asked.body) };
      const answer = await fetch(`/api${asked.path}`, { method: asked.method, ...sent });
      return { status: answer.status, text: await answer.text() };
    },
    { method, path, body },
  );
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

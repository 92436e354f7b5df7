import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { demoAccounts, demoPassword } from './accounts.js';
import { type Words, wordsFor } from './wording.js';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem 0; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
h2 { font-size: 0.95rem; margin: 1.75rem 0 0.5rem; }
label { display: block; margin-top: 0.75rem; }
input, button { box-sizing: border-box; width: 100%; font: inherit; padding: 0.6rem 0.75rem; border-radius: 0.4rem; border: 1px solid GrayText; }
button { cursor: pointer; margin-top: 1rem; background: #1f4e5f; border-color: #1f4e5f; color: #fff; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.4rem; }
li button { margin: 0; text-align: left; background: transparent; color: inherit; border-color: GrayText; }
li span { display: block; font-size: 0.85rem; }
:focus-visible { outline: 3px solid #e08e0b; outline-offset: 2px; }
[role='alert'] { border-left: 4px solid #b3261e; padding-left: 0.75rem; }
small { display: block; margin-top: 1.5rem; }`;
const submitAtOnce = `document.getElementById('op.logoutForm').elements.logout.click();`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A whole page: no script unless given, nothing from elsewhere. */
const page = (words: Words, body: string) => `<!doctype html>
<html lang="${words.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title><style>${style}</style></head>
<body><main>${body}<small>${words.development}</small></main></body>
</html>`;

/** Headers of every page. Chromium applies form-action to redirects too, so the way back is named in it. */
export const pageHeaders = (returnsTo: readonly string[] = [], script?: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script ? [`script-src ${hashOf(script)}`] : []),
    `form-action 'self' ${returnsTo.map((url) => new URL(url).origin).join(' ')}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});

/** The sign-in form and the demonstration accounts, each of which signs in with one press. */
export function signInPage(uid: string, acceptLanguage: string | undefined, again: { email: string } | undefined) {
  const words = wordsFor(acceptLanguage);
  const action = `/sign-in/${encodeURIComponent(uid)}`;
  const accounts = demoAccounts.map(
    ({ email, name, roles }) => `<li><form method="post" action="${action}">
<input type="hidden" name="email" value="${escaped(email)}"><input type="hidden" name="password" value="${demoPassword}">
<button>${escaped(name)} · ${roles.join(', ')}<span>${escaped(email)}</span></button></form></li>`,
  );
  return page(
    words,
    `<h1>${words.title}</h1>
${again ? `<p role="alert">${words.wrong}</p>` : ''}
<form method="post" action="${action}">
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus value="${escaped(again?.email ?? '')}">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>${words.signIn}</button>
</form>
<h2>${words.demo}</h2>
<ul>${accounts.join('\n')}</ul>`,
  );
}

/** Ends the session at once; the button is there for browsers without scripts. */
export function signOutPage(ctx: KoaContextWithOIDC, form: string, returnsTo: readonly string[]): void {
  const words = wordsFor(ctx.get('accept-language'));
  ctx.set(pageHeaders(returnsTo, submitAtOnce));
  ctx.body = page(
    words,
    `<h1>${words.signOut}</h1>${form}<button form="op.logoutForm" name="logout" value="yes">${words.signOut}</button>
<script>${submitAtOnce}</script>`,
  );
}

/** Says in words that the flow ended here. `code` is the protocol's error code, which names no person. */
export function problemPage(ctx: KoaContextWithOIDC, code: string, status: number): void {
  const words = wordsFor(ctx.get('accept-language'));
  ctx.status = status;
  ctx.set(pageHeaders());
  const said = code === 'signedOut' ? words.signedOut : `${words.ended}</p><p><code>${escaped(code)}</code>`;
  ctx.body = page(words, `<h1>${words.title}</h1><p>${said}</p>`);
}
/** The same for a sign-in page that is opened after its time. */
export function endedPage(acceptLanguage: string | undefined): string {
  const words = wordsFor(acceptLanguage);
  return page(words, `<h1>${words.title}</h1><p role="alert">${words.ended}</p>`);
}

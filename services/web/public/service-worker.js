// Keeps the app's own files, so that the page opens while the connection is gone. Nothing of /api or /auth ever comes here:
// answers hold what must not lie on a device.
const store = 'abri-app-1';
const page = '/index.html';
const icons = ['/favicon.svg', '/favicon-plain.svg'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(store).then((cache) => cache.addAll([page, ...icons])));
  self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name !== store));
  event.waitUntil(others.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (/^\/(api|auth)(\/|$)/.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (pathname.startsWith('/assets/') || icons.includes(pathname)) event.respondWith(kept(request));
});

/** The page as the server has it now, which is then the kept one; without a connection, the kept one. */
async function freshPage(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html') && !answer.redirected)
      await keep(answer.clone());
    return answer;
  } catch (error) {
    const known = await caches.match(page);
    if (!known) throw error;
    return known;
  }
}

/** A page that is not the kept one belongs to another version of the app, whose files have other names. */
async function keep(answer) {
  const before = await (await caches.match(page))?.text();
  if (before === (await answer.clone().text())) return;
  await caches.delete(store);
  const cache = await caches.open(store);
  await Promise.all([cache.put(page, answer), cache.addAll(icons)]);
}

/** Files in /assets are named by their content: one that is kept is the right one. */
async function kept(request) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(store)).put(request, answer.clone());
  return answer;
}

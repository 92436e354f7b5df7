/** An address in which the secret is the path itself, as in the calendar feed: whoever has it may read. */
const secretPath = /(\/calendar\/)[^/?#]+/g;
const withoutSecret = (path: string) => path.replace(secretPath, '$1-');

/** What a span says in place of an address. Queries stay out: one may hold the code of a sign-in. */
export const addressAttributes = {
  incoming: (url: string): Record<string, string> => ({
    'url.path': withoutSecret(url.split('?')[0] ?? ''),
    'url.query': '',
  }),
  outgoing(o: { origin: string; path: string }): Record<string, string> {
    const { origin, pathname } = new URL(o.path, o.origin);
    const path = withoutSecret(pathname);
    return { 'url.path': path, 'url.full': `${origin}${path}`, 'url.query': '' };
  },
};

/** What anybody may see, signed in or not. */
export const publicPath = '/observatory/public';

const partners = [
  ...['observatory', 'operator', 'hotline', 'shelter', 'child-protection', 'justice', 'support', 'programmes'],
] as const;

/** The pages of each role, in the order of the menu. The first one is where the role starts. */
const pages = [
  { path: '/hotline', label: 'nav.call', roles: ['hotline'] },
  { path: '/hotline/requests', label: 'nav.requests', roles: ['hotline'] },
  { path: '/house', label: 'nav.house', roles: ['shelter'] },
  { path: '/board', label: 'nav.board', roles: ['operator', 'observatory', 'hotline'] },
  { path: '/children', label: 'nav.children', roles: ['child-protection'] },
  { path: '/measures', label: 'nav.measures', roles: ['justice'] },
  { path: '/support', label: 'nav.support', roles: ['support'] },
  { path: '/screening', label: 'nav.screening', roles: ['hotline', 'shelter'] },
  { path: '/programmes', label: 'nav.programmes', roles: ['programmes', 'support', 'child-protection'] },
  { path: '/shelters', label: 'nav.shelters', roles: ['operator'] },
  { path: '/directory', label: 'nav.directory', roles: ['operator', 'child-protection'] },
  { path: '/api-docs', label: 'nav.api', roles: ['operator'] },
  { path: '/observatory', label: 'nav.observatory', roles: partners },
] as const;
export type Page = (typeof pages)[number];

/** The pages that somebody with these roles may open. */
export const pagesFor = (roles: readonly string[]): readonly Page[] =>
  pages.filter((page) => page.roles.some((role: string) => roles.includes(role)));

import { Role } from '@abri/contracts/vocabulary';
import type { DescribedRoute } from '@abri/service-kit/openapi';

/** A route and who may use it, as the table has it. */
export interface Access {
  method: string;
  path: string;
  roles: readonly string[];
  anybody: boolean;
}

const short: Readonly<Record<Role, string>> = {
  hotline: 'hotl.',
  shelter: 'shel.',
  'child-protection': 'child',
  justice: 'just.',
  support: 'supp.',
  programmes: 'prog.',
  observatory: 'obs.',
  operator: 'oper.',
  service: 'serv.',
};
const start = '<!-- table: '; // each service's table stands between two such lines

/** The table of one service: a line for each route, a column for each role. */
export function tableOf(service: string, routes: readonly DescribedRoute[]): string {
  const head = ['Route', ...Role.options.map((role) => short[role])];
  const lines = routes.map(({ method, path, roles, anybody }) => [
    `\`${method.toUpperCase()} ${path}\`${anybody ? ' (anybody, without sign-in)' : ''}`,
    ...Role.options.map((role) => (roles.includes(role) ? 'yes' : '')),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0), 3));
  const row = (line: readonly string[]) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [
    `${start}${service} -->`,
    '',
    row(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...lines.map(row),
    '',
    `${start}end -->`,
  ].join('\n');
}

/** The page with the tables of these services put in the place of the ones that it has. */
export function withTables(page: string, tables: ReadonlyMap<string, string>): string {
  return page.replace(/<!-- table: ([\w-]+) -->[^]*?<!-- table: end -->/g, (old, service: string) =>
    String(tables.get(service) ?? old),
  );
}

/** What the page says of a service's routes. Throws when it has no table of it. */
export function accessOf(page: string, service: string): Access[] {
  const table = new RegExp(`<!-- table: ${service} -->([^]*?)<!-- table: end -->`).exec(page)?.[1];
  if (table === undefined) throw new Error(`docs/access-matrix.md has no table of ${service}`);
  return table.split('\n').flatMap((line) => {
    const cells = line.split('|').slice(1, -1);
    const [, method, path, rest] = /^\s*`([A-Z]+) ([^`]+)`(.*)$/.exec(cells[0] ?? '') ?? [];
    if (method === undefined || path === undefined) return [];
    const roles = Role.options.filter((_, column) => cells[column + 1]?.trim() === 'yes');
    return [{ method, path, roles, anybody: rest?.includes('anybody') ?? false }];
  });
}

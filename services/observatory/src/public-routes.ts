import type { Http } from '@abri/service-kit/http';
import { exportRoutes } from './export-routes.js';
import { reportRoutes } from './report-routes.js';
import type { Reports } from './reports.js';

/**
 * The report and its exports for anybody, below /public. Who is nobody has no role, and so the outside view; the years are
 * those that this view shows.
 */
export function publicRoutes(http: Http, { reports }: { reports: Reports }): void {
  const open: Http = {
    ...http,
    route: (route) => http.route({ ...route, path: `/public${route.path}`, roles: [], anybody: true }),
  };
  const outside: Reports = { ...reports, years: () => reports.yearsSeenAs('outside') };
  reportRoutes(open, { reports: outside });
  exportRoutes(open, { reports: outside });
}

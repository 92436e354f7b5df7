import { ComparisonQuery, Report, ReportComparison, ReportQuery, ReportYears } from '@abri/contracts/report-api';
import { Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { comparison } from './domain/report/figures.js';
import { type Reports, viewAsked } from './reports.js';

/** Whoever is signed in sees a report; how much of it, says the role. */
export const readers: readonly Role[] = Role.options;

/** The yearly report, and one year against another. */
export function reportRoutes(http: Http, { reports }: { reports: Reports }): void {
  http.route({
    method: 'get',
    path: '/reports/years',
    summary: 'The years of which there is a report',
    roles: readers,
    response: ReportYears,
    handler: async () => ({ years: reports.years() }),
  });
  http.route({
    method: 'get',
    path: '/report',
    summary: 'The report of a year, in the widest view that the role allows or a narrower one',
    roles: readers,
    query: ReportQuery,
    response: Report,
    handler: async ({ query, user }) => reports.report(query.year, viewAsked(user.roles, query.view)),
  });
  http.route({
    method: 'get',
    path: '/report/compare',
    summary: 'One year against another: every count of both, and the change where both are shown',
    roles: readers,
    query: ComparisonQuery,
    response: ReportComparison,
    async handler({ query, user }) {
      const view = viewAsked(user.roles, query.view);
      return comparison(reports.report(query.year, view), reports.report(query.with, view));
    },
  });
}

import { DataDictionary, ExportFormat, ExportQuery, ExportTable, PdfQuery } from '@abri/contracts/report-api';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { tables } from './domain/report/tables.js';
import { dictionary, exported, mediaTypes } from './exports.js';
import { reportPdf } from './report-pdf.js';
import { readers } from './report-routes.js';
import { type Reports, viewAsked } from './reports.js';

const ExportName = z.strictObject({ table: ExportTable, format: ExportFormat });

/** Tables to take along, each with its dictionary, and the printed report. */
export function exportRoutes(http: Http, { reports }: { reports: Reports }): void {
  http.route({
    method: 'get',
    path: '/exports/dictionary',
    summary: 'What every table, column, marker and figure of the exports means',
    roles: readers,
    response: DataDictionary,
    handler: async () => dictionary,
  });
  http.route({
    method: 'get',
    path: '/exports/:table.:format',
    summary: 'A table as CSV, JSON or Parquet: of one year, or of all that the view shows',
    roles: readers,
    params: ExportName,
    query: ExportQuery,
    answers: ['text/csv', 'application/json', 'application/vnd.apache.parquet'],
    async handler({ params, query, user, res }) {
      const view = viewAsked(user.roles, query.view);
      const years = query.year === undefined ? reports.yearsSeenAs(view) : [query.year];
      const chosen = years.map((year) => reports.report(year, view));
      const spec = tables.find(({ table }) => table === params.table);
      if (!spec) throw new Error(`no table ${params.table}`);
      const name = [`abri-${params.table}`, query.year, view].filter((part) => part !== undefined).join('-');
      res
        .attachment(`${name}.${params.format}`)
        .setHeader('content-type', mediaTypes[params.format])
        .send(exported(spec, chosen, params.format));
      return undefined;
    },
  });
  http.route({
    method: 'get',
    path: '/report.pdf',
    summary: 'The report of a year to print, in French or English',
    roles: readers,
    query: PdfQuery,
    answers: 'application/pdf',
    async handler({ query, user, res }) {
      const report = reports.report(query.year, viewAsked(user.roles, query.view));
      res.attachment(`abri-${report.year}-${report.view}-${query.lang}.pdf`).send(await reportPdf(report, query.lang));
      return undefined;
    },
  });
}

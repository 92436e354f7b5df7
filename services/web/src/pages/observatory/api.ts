import {
  DataDictionary,
  type ExportFormat,
  type ExportTable,
  Report,
  ReportComparison,
  type ReportView,
  ReportYears,
} from '@abri/contracts/report-api';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.js';

/** By which door a report is read: signed in through the services, or without sign-in as anybody outside may. */
export type Door = 'partners' | 'public';
/** Which report: its year, by which door, and in which view where somebody wants a narrower one than theirs. */
export interface Wanted {
  year: number;
  door: Door;
  view?: ReportView;
}

const base = (door: Door) => (door === 'public' ? '/public/observatory' : '/observatory');
const queryOf = ({ year, view, ...more }: { year: number; view?: ReportView; with?: number; lang?: string }) =>
  new URLSearchParams({
    year: String(year),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    ...(view ? { view } : {}),
  }).toString();

export const useReportYears = (door: Door) =>
  useQuery({
    queryKey: ['report', 'years', door],
    queryFn: ({ signal }) => call({ path: `${base(door)}/reports/years`, schema: ReportYears, signal }),
  });
export const useReport = ({ year, door, view }: Wanted) =>
  useQuery({
    queryKey: ['report', door, year, view ?? 'mine'],
    queryFn: ({ signal }) => call({ path: `${base(door)}/report?${queryOf({ year, view })}`, schema: Report, signal }),
    // While another year is fetched the one before stays in view, and is named as what it is.
    placeholderData: (before) => before,
  });
export const useComparison = ({ year, door, view, other }: Wanted & { other: number }) =>
  useQuery({
    queryKey: ['report', 'compare', door, year, other, view ?? 'mine'],
    queryFn: ({ signal }) =>
      call({
        path: `${base(door)}/report/compare?${queryOf({ year, view, with: other })}`,
        schema: ReportComparison,
        signal,
      }),
  });
export const useDictionary = (door: Door) =>
  useQuery({
    queryKey: ['report', 'dictionary', door],
    queryFn: ({ signal }) => call({ path: `${base(door)}/exports/dictionary`, schema: DataDictionary, signal }),
    staleTime: Infinity,
  });

/** Where a browser fetches the printed report, a table, or the dictionary. */
export const printedUrl = ({ year, door, view }: Wanted, lang: string) =>
  `/api${base(door)}/report.pdf?${queryOf({ year, view, lang })}`;
export const exportUrl = ({ year, door, view }: Wanted, table: ExportTable, format: ExportFormat) =>
  `/api${base(door)}/exports/${table}.${format}?${queryOf({ year, view })}`;
export const dictionaryUrl = (door: Door) => `/api${base(door)}/exports/dictionary`;

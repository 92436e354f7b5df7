import type { ProgrammeKind } from '@abri/contracts/programme';
import { CertificateView, ProgrammeResults, SeriesList, SeriesView } from '@abri/contracts/programmes-api';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../../api/client.js';
import { type CommandRequest, useCommand } from '../../api/command.js';

const base = '/programmes';

/** All series with a session in a span of time; the pages of the list are fetched one after another. */
export function useSeriesBetween(o: { from: string; to: string; kind: ProgrammeKind | null }) {
  return useQuery({
    queryKey: ['programmes', 'between', o],
    queryFn: async ({ signal }) => {
      const all: SeriesList['series'] = [];
      const kind = o.kind ? `&kind=${o.kind}` : '';
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = `from=${o.from}&to=${o.to}${kind}&limit=200${cursor ? `&cursor=${cursor}` : ''}`;
        const page: SeriesList = await call({ path: `${base}/series?${query}`, schema: SeriesList, signal });
        all.push(...page.series);
        cursor = page.nextCursor;
      }
      return all;
    },
    refetchInterval: 60_000,
  });
}
export const useSeries = (seriesId: string) =>
  useQuery({
    queryKey: ['programmes', 'one', seriesId],
    queryFn: ({ signal }) => call({ path: `${base}/series/${seriesId}`, schema: SeriesView, signal }),
  });
export const useResults = (year: number, enabled: boolean) =>
  useQuery({
    queryKey: ['programmes', 'results', year],
    queryFn: ({ signal }) => call({ path: `${base}/results?year=${year}`, schema: ProgrammeResults, signal }),
    enabled,
  });
export const useCertificate = (seriesId: string, participantId: string) =>
  useQuery({
    queryKey: ['programmes', 'certificate', seriesId, participantId],
    queryFn: ({ signal }) =>
      call({ path: `${base}/series/${seriesId}/certificates/${participantId}`, schema: CertificateView, signal }),
  });

/** Plans a series; `onDone` gets it. */
export const usePlan = (onDone: (view: SeriesView) => void) =>
  useCommand({
    context: 'programmes',
    request: (body: unknown) => ({ path: `${base}/series`, body }),
    schema: SeriesView,
    onDone,
  });
/** A command about one series; `path` lies below it. */
export function useSeriesCommand<V>(seriesId: string, request: (input: V) => CommandRequest, onDone?: () => void) {
  return useCommand({
    context: 'programmes',
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}/series/${seriesId}${made.path}` };
    },
    schema: z.unknown(),
    onDone: () => onDone?.(),
  });
}

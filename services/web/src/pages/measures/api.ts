import { Agency, AgencyList, FileList, type OpenFile, PenalFileView, SiteList } from '@abri/contracts/hosting-api';
import { SafetyAnswer } from '@abri/contracts/matching-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../../api/client.js';
import { type CommandRequest, useCommand } from '../../api/command.js';

const base = '/perpetrator-hosting';
const context = 'hosting';

/** Pages of files: the latest touched first, or those whose name has the part typed. */
export function useFiles(o: { scope: 'mine' | 'agency' | 'all'; state: 'open' | 'closed'; part: string }) {
  const searching = o.part.length >= 2;
  return useInfiniteQuery({
    queryKey: [context, 'files', searching ? o.part : `${o.scope} ${o.state}`],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      searching
        ? call({
            path: `${base}/files/search`,
            method: 'POST',
            body: { part: o.part, ...(pageParam === null ? {} : { cursor: pageParam }) },
            schema: FileList,
            signal,
          })
        : call({
            path: `${base}/files?scope=${o.scope}&state=${o.state}${pageParam === null ? '' : `&cursor=${pageParam}`}`,
            schema: FileList,
            signal,
          }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 60_000,
  });
}

/** The agencies of justice, and which of them are the signed-in person's. */
export function useAgencies() {
  const query = useQuery({
    queryKey: ['hosting-agencies'],
    queryFn: ({ signal }) => call({ path: `${base}/agencies`, schema: AgencyList, signal }),
    staleTime: 60_000,
  });
  const { agencies = [], mine = [] } = query.data ?? {};
  const nameOf = (agencyId: string) => agencies.find((one) => one.agencyId === agencyId)?.name ?? agencyId;
  return { query, agencies, mine, nameOf };
}
export const usePutAgency = (onDone: () => void) =>
  useCommand({
    context: 'hosting-agencies',
    request: ({ agencyId, ...body }: Agency) => ({ path: `${base}/agencies/${agencyId}`, method: 'PUT', body }),
    schema: Agency,
    onDone,
  });
export const useFile = (fileId: string) =>
  useQuery({
    queryKey: [context, 'file', fileId],
    queryFn: ({ signal }) => call({ path: `${base}/files/${fileId}`, schema: PenalFileView, signal }),
  });

/** A command about one file; `path` lies below the file. Everything of the context is fetched anew afterwards. */
export function useFileCommand<V>(fileId: string, request: (input: V) => CommandRequest, onDone?: () => void) {
  return useCommand({
    context,
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}/files/${fileId}${made.path}` };
    },
    schema: z.unknown(),
    onDone: () => onDone?.(),
  });
}

export const useOpenFile = (onDone: (view: PenalFileView) => void) =>
  useCommand({
    context,
    request: (body: z.input<typeof OpenFile>) => ({ path: `${base}/files`, body }),
    schema: PenalFileView,
    onDone,
  });

/** "Is this site safe for the cases of the file?" Takes the site's id. */
export const useSafetyQuestion = (fileId: string) =>
  useCommand({
    context,
    request: (siteId: string) => ({ path: `${base}/files/${fileId}/safety-questions`, body: { siteId } }),
    schema: SafetyAnswer,
  });

/** Pages of hosting sites. */
export const useSites = () =>
  useInfiniteQuery({
    queryKey: [context, 'sites'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call({ path: `${base}/sites${pageParam === null ? '' : `?cursor=${pageParam}`}`, schema: SiteList, signal }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
  });

/** A command about hosting sites; `path` lies below the sites. */
export function useSiteCommand<V>(request: (input: V) => CommandRequest, onDone?: () => void) {
  return useCommand({
    context,
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}/sites${made.path}` };
    },
    schema: z.unknown(),
    onDone: () => onDone?.(),
  });
}

import {
  BreakGlassAnswer,
  BreakGlassList,
  CalendarLink,
  CandidateList,
  CaseList,
  CaseView,
  DocumentContent,
  type OpenBreakGlass,
  type OpenCase,
  type ReviewBreakGlass,
  TeamList,
  TeamLoad,
  Worklist,
  type WorklistScope,
} from '@abri/contracts/child-followup-api';
import type { TaskKind } from '@abri/contracts/child-protocol';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../../api/client.js';
import { type CommandRequest, useCommand } from '../../api/command.js';
import { saveFile } from '../../ui/save-file.js';

const base = '/child-followup';
const context = 'child-followup' as const;
const after = (cursor: string | null) => (cursor === null ? '' : `&cursor=${cursor}`);

/** The teams with their people, and which of them are the signed-in person's. */
export function useTeams() {
  const query = useQuery({
    queryKey: ['child-teams'],
    queryFn: ({ signal }) => call({ path: `${base}/teams`, schema: TeamList, signal }),
    staleTime: 60_000,
  });
  const { teams = [], mine = [], me = '' } = query.data ?? {};
  const workers = teams.flatMap((team) => team.workers);
  return {
    query,
    teams,
    mine,
    me,
    teamName: (teamId: string) => teams.find((team) => team.teamId === teamId)?.name ?? teamId,
    workerName: (workerId: string) => workers.find((one) => one.workerId === workerId)?.name ?? workerId,
    workersOf: (teamId: string) => teams.find((team) => team.teamId === teamId)?.workers ?? [],
  };
}

export const useWorklist = (scope: WorklistScope, kind: TaskKind | '') =>
  useInfiniteQuery({
    queryKey: [context, 'worklist', scope, kind],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: `${base}/worklist?scope=${scope}${kind ? `&kind=${kind}` : ''}${after(pageParam)}`,
        schema: Worklist,
        signal,
      }),
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  });

/** Cases with a name that has the part; asks nothing below two letters. */
export const useSearch = (part: string) =>
  useInfiniteQuery({
    queryKey: [context, 'search', part],
    enabled: part.length >= 2,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: `${base}/cases/search`,
        method: 'POST',
        body: { part, ...(pageParam === null ? {} : { cursor: pageParam }) },
        schema: CaseList,
        signal,
      }),
    getNextPageParam: (page) => page.next,
    gcTime: 10_000,
  });

export const useOffered = () =>
  useQuery({
    queryKey: [context, 'hand-overs'],
    queryFn: ({ signal }) => call({ path: `${base}/hand-overs`, schema: CaseList, signal }),
    refetchInterval: 60_000,
  });
/** Emergency openings: to be reviewed by the own teams, and one's own that last. */
export const useBreakGlasses = () =>
  useQuery({
    queryKey: [context, 'break-glass'],
    queryFn: ({ signal }) => call({ path: `${base}/break-glass`, schema: BreakGlassList, signal }),
    refetchInterval: 60_000,
  });
export const useBreakGlass = (onDone: (caseId: string) => void) =>
  useCommand({
    context,
    request: (body: z.input<typeof OpenBreakGlass>) => ({ path: `${base}/break-glass`, body }),
    schema: BreakGlassAnswer,
    onDone: ({ caseId }) => onDone(caseId),
  });
export const useReviewBreakGlass = ({ caseId, accessId }: { caseId: string; accessId: string }) =>
  useCommand({
    context,
    request: (body: z.input<typeof ReviewBreakGlass>) => ({
      path: `${base}/cases/${caseId}/break-glass/${accessId}/review`,
      body,
    }),
    schema: BreakGlassAnswer,
  });
export const useLoad = (teamId: string | undefined) =>
  useQuery({
    queryKey: [context, 'load', teamId],
    enabled: teamId !== undefined,
    queryFn: ({ signal }) => call({ path: `${base}/teams/${teamId}/load`, schema: TeamLoad, signal }),
  });
export const useCase = (caseId: string) =>
  useQuery({
    queryKey: [context, 'case', caseId],
    queryFn: ({ signal }) => call({ path: `${base}/cases/${caseId}`, schema: CaseView, signal }),
  });
export const useCandidates = (caseId: string, enabled: boolean) =>
  useQuery({
    queryKey: [context, 'candidates', caseId],
    enabled,
    queryFn: ({ signal }) => call({ path: `${base}/cases/${caseId}/candidates`, schema: CandidateList, signal }),
  });

/** A command about one case; its path lies below the case. Everything of the context is fetched anew afterwards. */
export const useCaseCommand = <V>(caseId: string, request: (input: V) => CommandRequest, onDone?: () => void) =>
  useCommand({
    context,
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}/cases/${caseId}${made.path}` };
    },
    schema: CaseView,
    onDone: () => onDone?.(),
  });
export const useTakeTask = () =>
  useCommand({
    context,
    request: ({ caseId, taskId, assignee }: { caseId: string; taskId: string; assignee: string }) => ({
      path: `${base}/cases/${caseId}/tasks/${taskId}/assignee`,
      method: 'PUT' as const,
      body: { assignee },
    }),
    schema: z.unknown(),
  });
export const useOpenCase = (onDone: (view: CaseView) => void) =>
  useCommand({
    context,
    request: (body: z.input<typeof OpenCase>) => ({ path: `${base}/cases`, body }),
    schema: CaseView,
    onDone,
  });
export const useCalendarLink = () =>
  useMutation({ mutationFn: () => call({ path: `${base}/calendar-link`, method: 'POST', schema: CalendarLink }) });
export const useEndCalendar = () =>
  useMutation({ mutationFn: () => call({ path: `${base}/calendar-link`, method: 'DELETE', schema: z.unknown() }) });

/** Hands a document to the browser as a file. Throws as `call` does. */
export async function downloadDocument(caseId: string, documentId: string): Promise<void> {
  const document = await call({ path: `${base}/cases/${caseId}/documents/${documentId}`, schema: DocumentContent });
  const bytes = Uint8Array.from(atob(document.content), (letter) => letter.charCodeAt(0));
  saveFile(new Blob([bytes], { type: document.mediaType }), document.title);
}
export const exportPath = `${base}/exports/cases`;

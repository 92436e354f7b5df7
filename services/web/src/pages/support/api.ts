import {
  Agenda,
  InstrumentList,
  type OpenCase,
  PartnerList,
  ScreeningList,
  ScreeningView,
  SupportCaseList,
  SupportCaseView,
} from '@abri/contracts/support-api';
import type { ScreeningInstrument } from '@abri/contracts/screening-instrument';
import type { Partner } from '@abri/contracts/support-case';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { call } from '../../api/client.js';
import { type CommandRequest, useCommand } from '../../api/command.js';

const base = '/victim-support';

/** The organisations of the network, and for which of them the signed-in person works. */
export function usePartners() {
  const query = useQuery({
    queryKey: ['support-partners'],
    queryFn: ({ signal }) => call({ path: `${base}/partners?limit=200`, schema: PartnerList, signal }),
    staleTime: 60_000,
  });
  const partners = query.data?.partners ?? [];
  const nameOf = (partnerId: string) => partners.find((one) => one.partnerId === partnerId)?.name ?? partnerId;
  return { query, partners, own: query.data?.own ?? [], nameOf };
}
/** Choices of a select. */
export const partnerOptions = (partners: readonly Partner[]) =>
  partners.map(({ partnerId, name }) => ({ value: partnerId, label: name }));

/** Pages of cases: the latest touched first, or those whose name has the part typed. */
export function useCases(o: { state: 'open' | 'closed'; part: string }) {
  const searching = o.part.length >= 2;
  return useInfiniteQuery({
    queryKey: ['support', 'cases', searching ? o.part : o.state],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      searching
        ? call({
            path: `${base}/cases/search`,
            method: 'POST',
            body: { part: o.part, ...(pageParam === null ? {} : { cursor: pageParam }) },
            schema: SupportCaseList,
            signal,
          })
        : call({
            path: `${base}/cases?state=${o.state}${pageParam === null ? '' : `&cursor=${pageParam}`}`,
            schema: SupportCaseList,
            signal,
          }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 60_000,
  });
}

export function useAgenda() {
  return useInfiniteQuery({
    queryKey: ['support', 'agenda'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: `${base}/agenda?days=14&limit=100${pageParam === null ? '' : `&cursor=${pageParam}`}`,
        schema: Agenda,
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 60_000,
  });
}

export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ['support', 'case', caseId],
    queryFn: ({ signal }) => call({ path: `${base}/cases/${caseId}`, schema: SupportCaseView, signal }),
  });

/** A command about one case; `path` lies below the case. Everything of the context is fetched anew afterwards. */
export function useCaseCommand<V>(caseId: string, request: (input: V) => CommandRequest, onDone?: () => void) {
  return useCommand({
    context: 'support',
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}/cases/${caseId}${made.path}` };
    },
    schema: z.unknown(),
    onDone: () => onDone?.(),
  });
}

/** Opens a case, then shows it. */
export function useOpenCase() {
  const navigate = useNavigate();
  return useCommand({
    context: 'support',
    request: (body: z.input<typeof OpenCase>) => ({ path: `${base}/cases`, body }),
    schema: SupportCaseView,
    onDone: ({ caseId }) => void navigate(`/support/cases/${caseId}`),
  });
}

export const useInstruments = () =>
  useQuery({
    queryKey: ['support-instruments'],
    queryFn: ({ signal }) => call({ path: `${base}/instruments`, schema: InstrumentList, signal }),
    staleTime: 60_000,
  });
export const useLoadInstrument = (onDone: () => void) =>
  useCommand({
    context: 'support-instruments',
    request: (body: unknown) => ({ path: `${base}/instruments`, body }),
    schema: z.unknown(),
    onDone,
  });
export const useScreenings = () =>
  useQuery({
    queryKey: ['support', 'screenings'],
    queryFn: ({ signal }) => call({ path: `${base}/screenings?limit=10`, schema: ScreeningList, signal }),
  });
export const useRecordScreening = (onDone: (view: ScreeningView) => void) =>
  useCommand({
    context: 'support',
    request: (input: { instrument: ScreeningInstrument; answers: Record<string, string>; as: string }) => ({
      path: `${base}/screenings`,
      body: {
        as: input.as,
        instrument: input.instrument.id,
        version: input.instrument.version,
        answers: input.answers,
      },
    }),
    schema: ScreeningView,
    onDone,
  });
export const useFollowScreening = (onDone: (view: ScreeningView) => void) =>
  useCommand({
    context: 'support',
    request: (input: { screeningId: string; as: string; outcome: string }) => ({
      path: `${base}/screenings/${input.screeningId}/follow`,
      body: { as: input.as, outcome: input.outcome },
    }),
    schema: ScreeningView,
    onDone,
  });

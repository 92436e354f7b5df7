import {
  GivenLinkCode,
  PlacementList,
  PlacementView,
  type PreviewPlacement,
  type RequestPlacement,
} from '@abri/contracts/matching-api';
import { Ranking } from '@abri/contracts/placement';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from './client.js';
import { useCommand } from './command.js';

/** Ranked places for what is typed so far; nothing is kept by the service. Null asks nothing. */
export function usePreview(body: PreviewPlacement | null) {
  return useQuery({
    queryKey: ['matching', 'preview', body],
    queryFn: ({ signal }) =>
      call({ path: '/matching/placements/preview', method: 'POST', body, schema: Ranking, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}

export function usePlacement(requestId: string | null) {
  return useQuery({
    queryKey: ['matching', 'placement', requestId],
    queryFn: ({ signal }) => call({ path: `/matching/placements/${requestId}`, schema: PlacementView, signal }),
    enabled: requestId !== null,
    refetchInterval: 15_000,
  });
}

export type ListedState = 'choosing' | 'waiting' | 'offered' | 'accepted' | 'placed';
/** Requests in one state, newest first. */
export function usePlacements(state: ListedState) {
  return useQuery({
    queryKey: ['matching', 'placements', state],
    queryFn: ({ signal }) =>
      call({ path: `/matching/placements?state=${state}&limit=50`, schema: PlacementList, signal }),
    refetchInterval: 30_000,
  });
}

/** Requests whose place is not safe any more: in a zone of their case, or a zone of it was entered. */
export function useUnsafePlacements() {
  return useQuery({
    queryKey: ['matching', 'unsafe'],
    queryFn: ({ signal }) =>
      call({ path: '/matching/placements?unsafe=true&limit=200', schema: PlacementList, signal }),
    refetchInterval: 15_000,
  });
}

/** Waiting households in the order in which they will be served. */
export function useWaitingList() {
  return useQuery({
    queryKey: ['matching', 'waiting-list'],
    queryFn: ({ signal }) => call({ path: '/matching/waiting-list', schema: PlacementList, signal }),
    refetchInterval: 30_000,
  });
}

/** What requests for a place are meant by, as an intention's path. */
export const placementsPath = 'POST /matching/placements';
export const useRequestPlacement = (onDone: (view: PlacementView) => void) =>
  useCommand({
    context: 'matching',
    request: (body: RequestPlacement) => ({ path: '/matching/placements', body }),
    schema: PlacementView,
    onDone,
  });

/** As many link codes as one request may have. */
export const mostLinkCodes = 5;
/** Gives out a link code of a request. The code is in this one answer and nowhere else afterwards. */
export const useGiveLinkCode = (requestId: string) =>
  useCommand({
    context: 'matching',
    request: (_none: undefined) => ({ path: `/matching/placements/${requestId}/link-codes`, body: {} }),
    schema: GivenLinkCode,
  });

type Step =
  | 'choose'
  | 'confirm'
  | 'withdraw'
  | 'refer'
  | 'move'
  | 'confirm-move'
  | 'cancel-move'
  | 'dismiss-alert'
  | 'stays-home';
/** A step on a request that exists, such as `confirm` or `withdraw`. */
export const usePlacementStep = <B>(requestId: string, step: Step) =>
  useCommand({
    context: 'matching',
    request: (body: B) => ({ path: `/matching/placements/${requestId}/${step}`, body }),
    schema: PlacementView,
  });

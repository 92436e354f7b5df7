import { AddressView, ShelterList, ShelterView } from '@abri/contracts/capacity-api';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.js';
import { type CommandRequest, useCommand } from './command.js';

const base = '/capacity/shelters';

/** All shelters that the signed-in person may see: a house sees its own only. */
export function useShelters() {
  return useQuery({
    queryKey: ['capacity', 'shelters'],
    queryFn: ({ signal }) => call({ path: base, schema: ShelterList, signal }),
    refetchInterval: 30_000,
  });
}

export function useShelter(shelterId: string | undefined) {
  return useQuery({
    queryKey: ['capacity', 'shelters', shelterId],
    queryFn: ({ signal }) => call({ path: `${base}/${shelterId}`, schema: ShelterView, signal }),
    enabled: shelterId !== undefined,
    refetchInterval: 30_000,
  });
}

/** A command about shelters; `request` gives the path below `/shelters`. The answer's shape is not needed: pages refetch. */
export const useShelterCommand = <V>(request: (input: V) => CommandRequest, onDone?: (input: V) => void) =>
  useCommand({
    context: 'capacity',
    request: (input: V) => {
      const made = request(input);
      return { ...made, path: `${base}${made.path}` };
    },
    schema: z.unknown(),
    onDone: (_answer, input) => onDone?.(input),
  });

/** Reads a confidential address. Only ever called on an explicit press: each reading is recorded. */
export const readAddress = (path: string) => call({ path: `${base}${path}`, schema: AddressView });

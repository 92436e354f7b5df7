import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from './client.js';
import { createIntentions, type Intention } from './intentions.js';
import { outcomeUnknown } from './problem.js';

const intentions = createIntentions(() => crypto.randomUUID());

/** What a command sends, made from its input. */
export interface CommandRequest {
  path: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}

/**
 * A command to a service. Every press means an intention, whose key goes with the first sending and with each repeat; it is
 * sent again by itself while the outcome is unknown. Afterwards everything of `context` is fetched anew.
 */
export function useCommand<V, S extends z.ZodType>(o: {
  context: string;
  request: (input: V) => CommandRequest;
  schema: S;
  onDone?: (answer: z.infer<S>, input: V) => void;
}) {
  const queries = useQueryClient();
  const mutation = useMutation<z.infer<S>, Error, { input: V; intention: Intention }>({
    mutationFn: async ({ input, intention }) => {
      try {
        const answer = await call({ method: 'POST', ...o.request(input), key: intention.key, schema: o.schema });
        intention.answered();
        return answer;
      } catch (error) {
        if (!outcomeUnknown(error)) intention.answered();
        throw error;
      }
    },
    retry: (failures, error) => failures < 3 && outcomeUnknown(error),
    retryDelay: (failures) => 400 * 2 ** failures,
    onSuccess: (answer, { input }) => o.onDone?.(answer, input),
    onSettled: () => queries.invalidateQueries({ queryKey: [o.context] }),
  });
  const meant = (input: V) => {
    const { path, method = 'POST', body } = o.request(input);
    return { input, intention: intentions.press(`${method} ${path}`, body) };
  };
  return {
    ...mutation,
    /** What was last sent. */
    variables: mutation.variables?.input,
    /** Means it: a second press before the answer means the same, and carries the same key. */
    mutate: (input: V) => mutation.mutate(meant(input)),
    mutateAsync: (input: V) => mutation.mutateAsync(meant(input)),
  };
}

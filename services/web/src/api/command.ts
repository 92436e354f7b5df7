import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from './client.js';
import { createIntentions } from './intentions.js';
import { outcomeUnknown } from './problem.js';

const intentions = createIntentions(() => crypto.randomUUID());

/** What a command sends, made from its input. */
export interface CommandRequest {
  path: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}

/**
 * A command to a service: the same intention always carries the same key, and is sent again by itself while the outcome
 * is unknown. Afterwards everything of `context` is fetched anew.
 */
export function useCommand<V, S extends z.ZodType>(o: {
  context: 'capacity' | 'matching';
  request: (input: V) => CommandRequest;
  schema: S;
  onDone?: (answer: z.infer<S>, input: V) => void;
}) {
  const queries = useQueryClient();
  return useMutation<z.infer<S>, Error, V>({
    mutationFn: async (input) => {
      const { path, method = 'POST', body } = o.request(input);
      const key = intentions.keyFor(`${method} ${path}`, body);
      try {
        const answer = await call({ path, method, body, key, schema: o.schema });
        intentions.answered(`${method} ${path}`, body);
        return answer;
      } catch (error) {
        if (!outcomeUnknown(error)) intentions.answered(`${method} ${path}`, body);
        throw error;
      }
    },
    retry: (failures, error) => failures < 3 && outcomeUnknown(error),
    retryDelay: (failures) => 400 * 2 ** failures,
    onSuccess: (answer, input) => o.onDone?.(answer, input),
    onSettled: () => queries.invalidateQueries({ queryKey: [o.context] }),
  });
}

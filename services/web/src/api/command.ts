import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from './client.js';
import { createIntentions, type Intention } from './intentions.js';
import { isSentAgain, NoAnswer, outcomeUnknown } from './problem.js';
import { type WaitingEntry, waitingLine } from './waiting-line.js';

/** What was meant and not answered yet, with the keys that it goes by. */
export const intentions = createIntentions(() => crypto.randomUUID());

/** What a command sends, made from its input. */
export interface CommandRequest {
  path: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}
interface Meant<V> {
  input: V;
  intention: Intention;
  waiting: WaitingEntry;
}
const isOfLine = (error: unknown): error is NoAnswer => error instanceof NoAnswer && error.isOfLine;

/**
 * A command to a service. Every press means an intention, whose key goes with the first sending and with each repeat. While
 * the connection is gone it waits and is sent when that is back, until somebody says to stop; where a service does not
 * answer it is sent again three times. Afterwards everything of `context` is fetched anew.
 */
export function useCommand<V, S extends z.ZodType>(o: {
  context: string;
  request: (input: V) => CommandRequest;
  schema: S;
  onDone?: (answer: z.infer<S>, input: V) => void;
}) {
  const queries = useQueryClient();
  const mutation = useMutation<z.infer<S>, Error, Meant<V>>({
    // Not left to the library, which would hold back what nobody could then stop or tell apart from what was sent.
    networkMode: 'always',
    mutationFn: async ({ input, intention, waiting }) => {
      if (waiting.stopped) {
        if (!waiting.maybeSent) intention.answered();
        throw new Stopped(waiting.maybeSent ? 'network' : 'offline');
      }
      try {
        const answer = await call({ method: 'POST', ...o.request(input), key: intention.key, schema: o.schema });
        intention.answered();
        waitingLine.remove(waiting);
        return answer;
      } catch (error) {
        if (isOfLine(error)) waitingLine.add(waiting, error.why === 'network');
        else waitingLine.remove(waiting);
        if (!outcomeUnknown(error) && !isOfLine(error)) intention.answered();
        throw error;
      }
    },
    retry: (failures, error) => (isOfLine(error) ? !(error instanceof Stopped) : failures < 3 && isSentAgain(error)),
    retryDelay: (failures) => Math.min(400 * 2 ** failures, 2_000),
    onSuccess: (answer, { input }) => o.onDone?.(answer, input),
    onSettled: () => queries.invalidateQueries({ queryKey: [o.context] }),
  });
  const meant = (input: V) => {
    const { path, method = 'POST', body } = o.request(input);
    const intention = intentions.press(`${method} ${path}`, body);
    return { input, intention, waiting: { maybeSent: false, stopped: false } };
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

/** Nobody wants it to be sent any more. */
class Stopped extends NoAnswer {}

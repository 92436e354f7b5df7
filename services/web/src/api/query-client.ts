import { QueryClient } from '@tanstack/react-query';
import { NoAnswer } from './problem.js';

/** Reads try again when no answer came; a refusal is shown at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof NoAnswer,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
  },
});

import { SessionView } from '@abri/contracts/board-api';
import { useQuery } from '@tanstack/react-query';
import { call, rememberCsrf } from './client.js';
import { isSignedOut } from './problem.js';

export const sessionKey = ['session'] as const;

/** Who is signed in: null when nobody is, undefined while it is not known. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      try {
        const session = await call({ path: '/session', schema: SessionView, signal });
        rememberCsrf(session.csrf);
        return session;
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.status === 'error' ? 3_000 : false),
  });
}

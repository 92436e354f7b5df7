import { useCall } from '../hotline/call.js';
import { keepCall } from '../hotline/kept-draft.js';
import { leaveFor } from './leaving.js';

/** Leads to the sign-in and back to this page. The call that somebody is on (`worker`) survives the way. */
export function useSignInAgain(worker: string): () => void {
  const { draft, requestId, sending } = useCall();
  return () => {
    keepCall({ worker, draft, requestId, sending });
    leaveFor(`/auth/login?returnTo=${encodeURIComponent(location.pathname)}`);
  };
}

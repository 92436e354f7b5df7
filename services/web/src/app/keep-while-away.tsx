import { onlineManager } from '@tanstack/react-query';
import { useEffect } from 'react';
import { waitingLine } from '../api/waiting-line.js';
import { useCall } from '../hotline/call.js';
import { emptyDraft } from '../hotline/draft.js';
import { forgetKept, keepCall } from '../hotline/kept-draft.js';
import { isLeavingMeant } from './leaving.js';

/**
 * While the connection is gone, a phone that throws the page away, or a reload, does not lose the call. While it is there, the
 * browser asks before it throws away a call that nobody has sent: nothing of that is kept. Shows nothing.
 */
export function KeepWhileAway({ worker, live }: { worker: string; live: boolean }) {
  const { draft, requestId, sending } = useCall();
  const isUnsent = draft !== emptyDraft && requestId === null;
  useEffect(() => {
    const isAway = () => !live || !onlineManager.isOnline() || waitingLine.entries().length > 0;
    const ask = (event: BeforeUnloadEvent) => {
      if (!isAway() && !isLeavingMeant()) event.preventDefault();
    };
    const keep = () => {
      if (document.visibilityState === 'hidden' && isAway()) keepCall({ worker, draft, requestId, sending });
      else if (document.visibilityState === 'visible') forgetKept();
    };
    // Of the two, a phone may only ever tell of the first; a reload tells of the second while still visible.
    const leave = () => {
      if (isAway()) keepCall({ worker, draft, requestId, sending });
    };
    document.addEventListener('visibilitychange', keep);
    window.addEventListener('pagehide', leave);
    if (isUnsent) window.addEventListener('beforeunload', ask);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('beforeunload', ask);
    };
  }, [worker, live, draft, requestId, sending]);
  return null;
}

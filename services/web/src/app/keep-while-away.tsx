import { onlineManager } from '@tanstack/react-query';
import { useEffect } from 'react';
import { waitingLine } from '../api/waiting-line.js';
import { useCall } from '../hotline/call.js';
import { forgetKept, keepCall } from '../hotline/kept-draft.js';

/** While the connection is gone, a phone that throws the page away, or a reload, does not lose the call. Shows nothing. */
export function KeepWhileAway({ worker, live }: { worker: string; live: boolean }) {
  const { draft, requestId, sending } = useCall();
  useEffect(() => {
    const isAway = () => !live || !onlineManager.isOnline() || waitingLine.entries().length > 0;
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
    return () => {
      document.removeEventListener('visibilitychange', keep);
      window.removeEventListener('pagehide', leave);
    };
  }, [worker, live, draft, requestId, sending]);
  return null;
}

import { Change } from '@abri/contracts/board-api';
import { readKnown } from '@abri/contracts/read-known';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followEvents } from './event-stream.js';
import { sessionKey } from './session.js';

/** Changes that come close together cause one refetch. */
const gatherMs = 150;

/**
 * Follows the gateway's live changes while somebody is signed in, and fetches anew what a change concerns. Returns whether
 * the stream stands; after a cut everything is fetched anew, because changes may have been missed.
 */
export function useLiveChanges(signedIn: boolean): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!signedIn) return;
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const context of waiting) void queries.invalidateQueries({ queryKey: [context] });
      waiting.clear();
    };
    const gather = (...contexts: string[]) => {
      for (const context of contexts) waiting.add(context);
      timer ??= setTimeout(flush, gatherMs);
    };
    const stream = followEvents('/api/live', {
      on: {
        change(data) {
          const change = readKnown(Change, JSON.parse(data));
          if (change.success) gather(change.data.context);
        },
      },
      onOpen(again) {
        if (again) gather(...Change.shape.context.options);
        setConnected(true);
      },
      onCut() {
        // The cut may be the end of the session.
        void queries.invalidateQueries({ queryKey: sessionKey });
        setConnected(false);
      },
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [signedIn, queries]);
  return connected;
}

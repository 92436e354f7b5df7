import { Change } from '@abri/contracts/board-api';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
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
    let cut = false;
    const flush = () => {
      timer = undefined;
      for (const context of waiting) void queries.invalidateQueries({ queryKey: [context] });
      waiting.clear();
    };
    const gather = (...contexts: string[]) => {
      for (const context of contexts) waiting.add(context);
      timer ??= setTimeout(flush, gatherMs);
    };
    const stream = new EventSource('/api/live');
    stream.addEventListener('open', () => {
      if (cut) gather(...Change.shape.context.options);
      cut = false;
      setConnected(true);
    });
    stream.addEventListener('error', () => {
      if (!cut) void queries.invalidateQueries({ queryKey: sessionKey });
      cut = true;
      setConnected(false);
    });
    stream.addEventListener('change', (message: MessageEvent<string>) => {
      const change = Change.safeParse(JSON.parse(message.data));
      if (change.success) gather(change.data.context);
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [signedIn, queries]);
  return connected;
}

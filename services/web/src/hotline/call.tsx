import { createContext, type Dispatch, type ReactNode, useContext, useMemo, useReducer, useState } from 'react';
import { type Draft, emptyDraft } from './draft.js';
import { afterStep, type DraftStep } from './draft-steps.js';
import type { KeptCall, KeptRequest } from './kept-draft.js';

interface Call {
  draft: Draft;
  dispatch: Dispatch<DraftStep>;
  /** The request that this call led to, once there is one. */
  requestId: string | null;
  setRequestId: (requestId: string | null) => void;
  /** The request that is on its way, for as long as there is no answer; what a reload brought back is one. */
  sending: KeptRequest | null;
  setSending: (sending: KeptRequest | null) => void;
  /** Clears everything for the next caller. */
  next: () => void;
}
const CallContext = createContext<Call | null>(null);

/** Holds the present call above the pages, in memory, so that neither a page change nor hiding the screen loses it. */
export function CallProvider({ kept, children }: { kept: KeptCall | null; children: ReactNode }) {
  const [draft, dispatch] = useReducer(afterStep, kept?.draft ?? emptyDraft);
  const [requestId, setRequestId] = useState<string | null>(kept?.requestId ?? null);
  const [sending, setSending] = useState<KeptRequest | null>(kept?.sending ?? null);
  const call = useMemo(
    () => ({
      draft,
      dispatch,
      requestId,
      setRequestId,
      sending,
      setSending,
      next() {
        dispatch({ do: 'clear' });
        setRequestId(null);
        setSending(null);
      },
    }),
    [draft, requestId, sending],
  );
  return <CallContext value={call}>{children}</CallContext>;
}

export function useCall(): Call {
  const call = useContext(CallContext);
  if (!call) throw new Error('useCall needs a CallProvider above it');
  return call;
}

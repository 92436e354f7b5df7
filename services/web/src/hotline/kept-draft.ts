import type { Draft } from './draft.js';

const name = 'abri.call';
/** The call as it was when the session ended. */
export interface KeptCall {
  /** Who typed it: nobody else gets it back. */
  worker: string;
  draft: Draft;
  requestId: string | null;
}

/** Keeps the call in this tab for the way to the sign-in and back, and only for that: it is sensitive. */
export const keepForSignIn = (call: KeptCall, storage: Storage = sessionStorage): void =>
  storage.setItem(name, JSON.stringify(call));

/** Takes the kept call, which is gone from the tab's storage afterwards; null where there is none. */
export function takeKept(storage: Storage = sessionStorage): KeptCall | null {
  const kept = storage.getItem(name);
  storage.removeItem(name);
  if (kept === null) return null;
  try {
    const call = JSON.parse(kept) as Partial<KeptCall>;
    if (!Array.isArray(call.draft?.people) || typeof call.worker !== 'string') return null;
    return { worker: call.worker, draft: call.draft, requestId: call.requestId ?? null };
  } catch {
    return null;
  }
}

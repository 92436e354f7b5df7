import { RequestPlacement } from '@abri/contracts/matching-api';
import type { Draft } from './draft.js';

const name = 'abri.call';
/** The call as it was when the session ended. */
export interface KeptCall {
  /** Who typed it: nobody else gets it back. */
  worker: string;
  draft: Draft;
  requestId: string | null;
  /** A request that was meant and had no answer yet, with its key. */
  sending?: KeptRequest | null;
}
export interface KeptRequest {
  body: RequestPlacement;
  key: string;
}

/**
 * Keeps the call in this tab for the way to the sign-in and back, or while the connection is gone, when a phone may throw the
 * page away; only for that, for it is sensitive. It holds no name.
 */
export const keepCall = (call: KeptCall, storage: Storage = sessionStorage): void =>
  storage.setItem(name, JSON.stringify(call));

/** Takes it out of the tab's storage again: the page is still there. */
export const forgetKept = (storage: Storage = sessionStorage): void => storage.removeItem(name);

/** Takes the kept call, which is gone from the tab's storage afterwards; null where there is none. */
export function takeKept(storage: Storage = sessionStorage): KeptCall | null {
  const kept = storage.getItem(name);
  storage.removeItem(name);
  if (kept === null) return null;
  try {
    const call = JSON.parse(kept) as Partial<KeptCall>;
    if (!Array.isArray(call.draft?.people) || typeof call.worker !== 'string') return null;
    const body = RequestPlacement.safeParse(call.sending?.body);
    const key = call.sending?.key;
    const sending = body.success && typeof key === 'string' ? { body: body.data, key } : null;
    return { worker: call.worker, draft: call.draft, requestId: call.requestId ?? null, sending };
  } catch {
    return null;
  }
}

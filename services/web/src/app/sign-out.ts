import { SignedOut } from '@abri/contracts/board-api';
import { readKnown } from '@abri/contracts/read-known';
import { csrfToken } from '../api/client.js';
import { leaveFor } from './leaving.js';

/**
 * Ends the session here and, where the gateway names a place for it, at the issuer; then shows the landing page.
 * `everywhere` ends what the person has left open in other browsers too.
 */
export async function signOut(o: { everywhere?: boolean } = {}): Promise<void> {
  const answer = await fetch('/auth/logout', {
    method: 'POST',
    headers: { 'x-csrf-token': csrfToken(), accept: 'application/json' },
    ...(o.everywhere ? { body: new URLSearchParams({ everywhere: 'yes' }) } : {}),
  }).catch(() => null);
  const body = readKnown(SignedOut, await answer?.json().catch(() => null));
  leaveFor(body.success ? body.data.next : '/');
}

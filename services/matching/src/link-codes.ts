import { createHmac } from 'node:crypto';
import { GivenLinkCode } from '@abri/contracts/matching-api';
import type { Audit } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import { digestOfLinkCode, newLinkCode } from '@abri/service-kit/link-code';
import { problemOf } from './refusals.js';
import type { Desk } from './requests.js';
import { hotline, OneRequest } from './steps.js';

/**
 * The code that a worker gets for a key: nobody can tell it without the secret, and who asks again with the same key, after a
 * lost answer, gets the same one. Nothing but its digest is stored.
 */
export function linkCodeFor(secret: string, userId: string, requestId: string, key: string): string {
  let number = 0;
  return newLinkCode((below) => {
    const bytes = createHmac('sha256', secret)
      .update(JSON.stringify(['link code', userId, requestId, key, (number += 1)]))
      .digest();
    return bytes.readUInt32BE(0) % below;
  });
}

/** The one route by which a code is told, once it is stored and audited. */
export function linkRoutes(
  http: Http,
  o: { desk: Pick<Desk, 'execute' | 'clock'>; audit: Audit; secret: string },
): void {
  http.route({
    method: 'post',
    path: '/placements/:requestId/link-codes',
    summary: 'Give out a code by which a zone is tied to this case; told once',
    roles: hotline,
    params: OneRequest,
    response: GivenLinkCode,
    status: 201,
    async handler({ params: { requestId }, user, idempotencyKey }) {
      const code =
        idempotencyKey === undefined ? newLinkCode() : linkCodeFor(o.secret, user.id, requestId, idempotencyKey);
      const result = await o.desk.execute(requestId, { do: 'giveLink', link: digestOfLinkCode(code) });
      if (!result.ok) throw problemOf(result.refused, result.detail);
      await o.audit.append({
        at: o.desk.clock.now().toISOString(),
        who: user.id,
        action: 'linkCodeGiven',
        subject: requestId,
      });
      return { code };
    },
  });
}

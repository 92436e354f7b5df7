import { AddressView, AuditVerification, ConfidentialAddress, ShelterView } from '@abri/contracts/capacity-api';
import { Id } from '@abri/contracts/vocabulary';
import { firstBroken } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { problemOf, requireHouse } from './access.js';
import type { ShelterState } from './domain/state.js';
import type { Application } from './http.js';
import { changeAddress, readShelter, taken, viewOf } from './shelters.js';

const OneShelter = z.strictObject({ shelterId: Id });
const OneHold = z.strictObject({ shelterId: Id, holdId: Id });

/** The confidential address. Each reading is in the audit log before the answer leaves; if it cannot be, there is no answer. */
export function addressRoutes(http: Http, app: Application): void {
  const reveal = async (reading: { shelterId: string; state: ShelterState; who: string; purpose: string }) => {
    const { shelterId, state, who, purpose } = reading;
    const address = state.addressId === null ? null : await app.addresses.get(state.addressId);
    if (!address) throw problemOf({ refused: 'noAddress' });
    const readAt = app.now();
    await app.audit.append({ at: readAt, who, action: 'addressRead', subject: shelterId, purpose });
    return { shelterId, address, readAt };
  };

  http.route({
    method: 'get',
    path: '/shelters/:shelterId/address',
    summary: 'The address of the own house; audited',
    roles: ['shelter'],
    params: OneShelter,
    response: AddressView,
    async handler({ params: { shelterId }, user }) {
      requireHouse(user, [], shelterId);
      const { state } = await readShelter(app.shelters, shelterId);
      return reveal({ shelterId, state, who: user.id, purpose: 'ownHouse' });
    },
  });
  http.route({
    method: 'put',
    path: '/shelters/:shelterId/address',
    summary: 'Change the address; audited',
    roles: ['shelter', 'operator'],
    params: OneShelter,
    body: ConfidentialAddress,
    response: ShelterView,
    async handler({ params: { shelterId }, body: address, user, idempotencyKey, req }) {
      requireHouse(user, ['operator'], shelterId);
      await readShelter(app.shelters, shelterId);
      await app.audit.append({ at: app.now(), who: user.id, action: 'addressChange', subject: shelterId });
      const key = scopedKey(user, req, idempotencyKey);
      const addressId = idsOf(key, app.ids).next();
      return viewOf(taken(await changeAddress(app, { shelterId, addressId, address }, key)));
    },
  });
  http.route({
    method: 'get',
    path: '/shelters/:shelterId/holds/:holdId/address',
    summary: 'Where a household must travel to, once its place is confirmed; audited',
    roles: ['hotline'],
    params: OneHold,
    response: AddressView,
    async handler({ params: { shelterId, holdId }, user }) {
      const { state } = await readShelter(app.shelters, shelterId);
      const hold = state.shelter?.holds.find((live) => live.holdId === holdId);
      if (!hold) throw problemOf({ refused: 'noSuchHold' });
      if (hold.state !== 'confirmed' && hold.state !== 'arrived') throw problemOf({ refused: 'holdNotConfirmed' });
      return reveal({ shelterId, state, who: user.id, purpose: `hold:${holdId}` });
    },
  });
  http.route({
    method: 'get',
    path: '/audit/verification',
    summary: 'Whether the audit log is as it was written',
    roles: ['operator'],
    response: AuditVerification,
    async handler() {
      const entries = await app.audit.all();
      const broken = firstBroken(entries);
      return { whole: broken === null, entries: entries.length, firstBroken: broken };
    },
  });
}

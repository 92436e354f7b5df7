import {
  AddUnit,
  ChangeShelter,
  RegisterShelter,
  ShelterList,
  ShelterView,
  TakeOutOfService,
} from '@abri/contracts/capacity-api';
import { UnitDetails } from '@abri/contracts/shelter';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { requireHouse } from './access.js';
import type { ShelterCommand } from './domain/decide.js';
import type { Application } from './http.js';
import { allShelters, readShelter, register, taken, viewOf } from './shelters.js';

const everywhere: readonly Role[] = ['hotline', 'operator', 'service'];
const OneShelter = z.strictObject({ shelterId: Id });
const OneUnit = z.strictObject({ shelterId: Id, unitId: Id });

/** Shelters and their units. */
export function shelterRoutes(http: Http, app: Application): void {
  http.route({
    method: 'get',
    path: '/shelters',
    summary: 'All shelters; a house sees itself',
    roles: [...everywhere, 'shelter'],
    response: ShelterList,
    async handler({ user }) {
      if (everywhere.some((role) => user.roles.includes(role)))
        return { shelters: (await allShelters(app.shelters)).map(viewOf) };
      const own = await Promise.all(user.shelterIds.map((shelterId) => app.shelters.read(shelterId)));
      return { shelters: own.flatMap((found) => (found?.state.shelter ? [viewOf(found)] : [])) };
    },
  });
  http.route({
    method: 'post',
    path: '/shelters',
    summary: 'Register a shelter with its units and its confidential address',
    roles: ['operator'],
    body: RegisterShelter,
    response: ShelterView,
    status: 201,
    async handler({ body: { shelterId, address, units, ...details }, user, idempotencyKey, req }) {
      const key = scopedKey(user, req, idempotencyKey);
      const ids = idsOf(key, app.ids);
      const addressId = ids.next();
      const registration = {
        shelterId: shelterId ?? ids.next(),
        addressId,
        details,
        address,
        units: units.map(({ unitId, ...unit }) => ({ unitId: unitId ?? ids.next(), unit })),
      };
      return viewOf(taken(await register(app, registration, key)));
    },
  });
  http.route({
    method: 'get',
    path: '/shelters/:shelterId',
    summary: 'One shelter with its units and live holds',
    roles: [...everywhere, 'shelter'],
    params: OneShelter,
    response: ShelterView,
    async handler({ params: { shelterId }, user }) {
      requireHouse(user, everywhere, shelterId);
      return viewOf(await readShelter(app.shelters, shelterId));
    },
  });
  http.route({
    method: 'put',
    path: '/shelters/:shelterId',
    summary: 'Change what a shelter says of itself, its house rules too',
    roles: ['operator', 'shelter'],
    params: OneShelter,
    body: ChangeShelter,
    response: ShelterView,
    async handler({ params: { shelterId }, body, user, idempotencyKey, req }) {
      requireHouse(user, ['operator'], shelterId);
      const command = { do: 'changeDetails', details: body } as const;
      return viewOf(taken(await app.execute(shelterId, command, scopedKey(user, req, idempotencyKey))));
    },
  });
  http.route({
    method: 'post',
    path: '/shelters/:shelterId/units',
    summary: 'Add a unit',
    roles: ['operator', 'shelter'],
    params: OneShelter,
    body: AddUnit,
    response: ShelterView,
    status: 201,
    async handler({ params: { shelterId }, body, user, idempotencyKey, req }) {
      requireHouse(user, ['operator'], shelterId);
      const key = scopedKey(user, req, idempotencyKey);
      const command = { do: 'addUnit', unitId: idsOf(key, app.ids).next(), unit: body } as const;
      return viewOf(taken(await app.execute(shelterId, command, key)));
    },
  });

  const unitRoute = <B extends z.ZodType | undefined>(
    route: { method: 'put' | 'post' | 'delete'; path: string; summary: string; body?: B },
    commandOf: (unitId: string, body: B extends z.ZodType ? z.infer<B> : undefined) => ShelterCommand,
  ) =>
    http.route<typeof OneUnit, undefined, B, typeof ShelterView>({
      method: route.method,
      path: `/shelters/:shelterId/units/:unitId${route.path}`,
      summary: route.summary,
      roles: ['operator', 'shelter'],
      params: OneUnit,
      ...(route.body ? { body: route.body } : {}),
      response: ShelterView,
      async handler({ params: { shelterId, unitId }, body, user, idempotencyKey, req }) {
        requireHouse(user, ['operator'], shelterId);
        const key = scopedKey(user, req, idempotencyKey);
        return viewOf(taken(await app.execute(shelterId, commandOf(unitId, body), key)));
      },
    });
  unitRoute({ method: 'put', path: '', summary: 'Change a unit', body: UnitDetails }, (unitId, unit) => ({
    do: 'changeUnit',
    unitId,
    unit,
  }));
  unitRoute({ method: 'delete', path: '', summary: 'Remove a unit' }, (unitId) => ({ do: 'removeUnit', unitId }));
  unitRoute(
    { method: 'post', path: '/out-of-service', summary: 'Take a unit out of service', body: TakeOutOfService },
    (unitId, { reason }) => ({ do: 'takeOutOfService', unitId, reason }),
  );
  unitRoute({ method: 'post', path: '/return-to-service', summary: 'Take a unit back into service' }, (unitId) => ({
    do: 'returnToService',
    unitId,
  }));
}

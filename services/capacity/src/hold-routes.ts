import { DeclineHold, HoldPlace, HoldToken, HoldView, ReleaseHold, ShelterView } from '@abri/contracts/capacity-api';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { problemOf, requireHouse } from './access.js';
import type { ShelterCommand } from './domain/decide.js';
import type { Application } from './http.js';
import { type Result, taken, viewOf } from './shelters.js';

const OneShelter = z.strictObject({ shelterId: Id });
const OneHold = z.strictObject({ shelterId: Id, holdId: Id });
const house: readonly Role[] = ['shelter', 'operator'];

/** The hold and the shelter after it. A repeat may come after the hold has ended: then there is none to show. */
function holdView(result: Result, holdId: string): z.input<typeof HoldView> {
  const shelter = viewOf(taken(result));
  const hold = shelter.holds.find((live) => live.holdId === holdId);
  if (!hold) throw problemOf({ refused: 'holdEnded' });
  return { hold, shelter };
}

/** Holds and stays. Making one is the hot path: one write, no other reading. */
export function holdRoutes(
  http: Pick<Http, 'route'>,
  app: Pick<Application, 'execute' | 'now' | 'offerMinutes' | 'confirmMinutes'>,
): void {
  http.route({
    method: 'post',
    path: '/shelters/:shelterId/holds',
    summary: 'Hold beds of one or several units: all of it or nothing',
    roles: ['service'],
    params: OneShelter,
    body: HoldPlace,
    response: HoldView,
    status: 201,
    async handler({ params: { shelterId }, body, user, idempotencyKey, req }) {
      const { offerMinutes, confirmMinutes } = app;
      const command = { do: 'hold', ...body, now: app.now(), offerMinutes, confirmMinutes } as const;
      return holdView(await app.execute(shelterId, command, scopedKey(user, req, idempotencyKey)), body.holdId);
    },
  });

  const step = <B extends z.ZodType, R extends z.ZodType>(
    route: { name: string; summary: string; roles: readonly Role[]; body: B; response: R },
    commandOf: (holdId: string, body: z.infer<B>) => ShelterCommand,
    answer: (result: Result, holdId: string) => z.input<R>,
  ) =>
    http.route<typeof OneHold, undefined, B, R>({
      method: 'post',
      path: `/shelters/:shelterId/holds/:holdId/${route.name}`,
      summary: route.summary,
      roles: route.roles,
      params: OneHold,
      body: route.body,
      response: route.response,
      async handler({ params: { shelterId, holdId }, body, user, idempotencyKey, req }) {
        const beside = route.roles.filter((role) => role !== 'shelter');
        requireHouse(user, beside, shelterId);
        const command = commandOf(holdId, body as z.infer<B>);
        return answer(await app.execute(shelterId, command, scopedKey(user, req, idempotencyKey)), holdId);
      },
    });
  const ended = (result: Result) => viewOf(taken(result));

  step(
    { name: 'accept', summary: 'The house says yes', roles: house, body: HoldToken, response: HoldView },
    (holdId, { token }) => ({ do: 'accept', holdId, token, now: app.now(), confirmMinutes: app.confirmMinutes }),
    holdView,
  );
  step(
    { name: 'decline', summary: 'The house says no', roles: house, body: DeclineHold, response: ShelterView },
    (holdId, { token, reason }) => ({ do: 'decline', holdId, token, reason }),
    ended,
  );
  step(
    { name: 'confirm', summary: 'The household comes', roles: ['service'], body: HoldToken, response: HoldView },
    (holdId, { token }) => ({ do: 'confirm', holdId, token, now: app.now() }),
    holdView,
  );
  step(
    { name: 'release', summary: 'Give the place back', roles: ['service'], body: ReleaseHold, response: ShelterView },
    (holdId, { token, reason, ifState }) => ({ do: 'release', holdId, token, reason, ifState }),
    ended,
  );
  step(
    { name: 'arrive', summary: 'The household is there', roles: house, body: HoldToken, response: HoldView },
    (holdId, { token }) => ({ do: 'arrive', holdId, token }),
    holdView,
  );
  step(
    { name: 'leave', summary: 'The household has left', roles: house, body: HoldToken, response: ShelterView },
    (holdId, { token }) => ({ do: 'leave', holdId, token }),
    ended,
  );
}

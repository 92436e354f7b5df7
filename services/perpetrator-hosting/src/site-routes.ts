import {
  AddPlace,
  HoldHostingPlace,
  HostingHoldView,
  HostingToken,
  OpenSite,
  SiteList,
  SiteView,
} from '@abri/contracts/hosting-api';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { noSite, type SiteCommand, type SiteState } from './domain/site.js';
import { fileState } from './files.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';
import { safetyOf } from './safety-routes.js';

const keeps: readonly Role[] = ['justice', 'operator'];
const OneSite = z.strictObject({ siteId: Id });
const OnePlace = z.strictObject({ siteId: Id, placeId: Id });
const OneHold = z.strictObject({ siteId: Id, holdId: Id });

/** Hosting sites, their places, and the way of a place: held, confirmed, arrived, left. Nobody in them is named here. */
export function siteRoutes(http: Http, app: Application): void {
  const execute = async (siteId: string, command: SiteCommand, idempotencyKey: string | undefined) => {
    const result = await app.sites.execute(siteId, command, { idempotencyKey });
    if (!result.ok) throw problemOf(result);
    return viewOf(siteId, result);
  };
  http.route({
    method: 'get',
    path: '/sites',
    summary: 'Hosting sites with their places and holds, by id',
    roles: keeps,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: Id.optional(),
    }),
    response: SiteList,
    async handler({ query: { limit, cursor } }) {
      const found = await app.sites.list(cursor ?? null, limit);
      const last = found.at(-1);
      return {
        sites: found.flatMap(({ id, state, seq }) => (state.site ? [viewOf(id, { state, seq })] : [])),
        nextCursor: last && found.length === limit ? last.id : null,
      };
    },
  });
  http.route({
    method: 'post',
    path: '/sites',
    summary: 'Open a hosting site with its places',
    roles: keeps,
    body: OpenSite,
    response: SiteView,
    status: 201,
    async handler({ body, user, idempotencyKey: given, req }) {
      const key = scopedKey(user, req, given);
      const ids = idsOf(key, app.ids);
      const { siteId = ids.next(), name, commune } = body;
      const places = body.places.map(({ label }) => ({ placeId: ids.next(), label }));
      return execute(siteId, { do: 'open', name, commune, places }, key);
    },
  });
  http.route({
    method: 'post',
    path: '/sites/:siteId/places',
    summary: 'Add a place',
    roles: keeps,
    params: OneSite,
    body: AddPlace,
    response: SiteView,
    status: 201,
    async handler({ params: { siteId }, body: { label }, user, idempotencyKey: given, req }) {
      const key = scopedKey(user, req, given);
      return execute(siteId, { do: 'addPlace', place: { placeId: idsOf(key, app.ids).next(), label } }, key);
    },
  });
  http.route({
    method: 'delete',
    path: '/sites/:siteId/places/:placeId',
    summary: 'Remove a place that nobody has',
    roles: keeps,
    params: OnePlace,
    response: SiteView,
    handler: ({ params: { siteId, placeId }, user, idempotencyKey, req }) =>
      execute(siteId, { do: 'removePlace', placeId }, scopedKey(user, req, idempotencyKey)),
  });
  http.route({
    method: 'post',
    path: '/sites/:siteId/holds',
    summary: 'Hold a place for the person of a file, for a while; never inside one of their zones',
    roles: ['justice'],
    params: OneSite,
    body: HoldHostingPlace,
    response: HostingHoldView,
    status: 201,
    async handler({ params: { siteId }, body: { placeId, fileId, despite }, user, idempotencyKey: given, req }) {
      const key = scopedKey(user, req, given);
      const holdId = idsOf(key, app.ids).next();
      const now = app.now();
      const file = await fileState(app, fileId);
      const hosting = file.measures.some((one) => one.kind === 'hosting' && one.state === 'running');
      if (!hosting) throw problemOf({ refused: 'noHostingMeasure' });
      const elsewhere = await app.queries.siteOf(fileId);
      if (elsewhere && elsewhere.siteId !== siteId) throw problemOf({ refused: 'alreadyHosted' });
      const { site: before, endedHolds } = (await app.sites.read(siteId))?.state ?? noSite;
      const repeated = before?.holds.some((one) => one.holdId === holdId) || endedHolds.includes(holdId);
      if (before && !repeated && !despite && (await safetyOf(app, fileId, before.commune)) === 'notKnown')
        throw problemOf({ refused: 'notKnownSafe' });
      const zones = (await app.queries.zonesOf(fileId)).flatMap((zone) => (zone.state === 'ended' ? [] : [zone.area]));
      const { holdMinutes } = app;
      const site = await execute(
        siteId,
        { do: 'hold', holdId, placeId, fileId, zones, despite, holdMinutes, now },
        key,
      );
      const hold = site.holds.find((one) => one.holdId === holdId);
      if (!hold) throw problemOf({ refused: 'holdEnded' });
      const action = despite ? 'placeHeldDespite' : 'placeHeld';
      await app.audit.append({ at: now, who: user.id, action, subject: fileId, purpose: siteId });
      return { hold, site };
    },
  });
  for (const step of ['confirm', 'arrive', 'leave', 'release'] as const)
    http.route({
      method: 'post',
      path: `/sites/:siteId/holds/:holdId/${step}`,
      summary: steps[step],
      roles: ['justice'],
      params: OneHold,
      body: HostingToken,
      response: SiteView,
      async handler({ params: { siteId, holdId }, body: { token }, user, idempotencyKey, req }) {
        const now = app.now();
        await app.audit.append({ at: now, who: user.id, action: step, subject: holdId, purpose: siteId });
        const command: SiteCommand =
          step === 'confirm' ? { do: step, holdId, token, now } : { do: step, holdId, token };
        const fileId = (await app.sites.read(siteId))?.state.hosted.find((one) => one.holdId === holdId)?.fileId;
        const site = await execute(siteId, command, scopedKey(user, req, idempotencyKey));
        if (fileId !== undefined) await app.hostedAway.align(fileId);
        return site;
      },
    });
}

const steps = {
  confirm: 'Confirm a held place',
  arrive: 'The person has come',
  leave: 'The person has left; the place is free',
  release: 'Give a place back before anybody came',
} as const;

function viewOf(siteId: string, { state, seq }: { state: SiteState; seq: number }): z.infer<typeof SiteView> {
  if (!state.site) throw problemOf({ refused: 'noSuchSite' });
  return { ...state.site, siteId, seq };
}

import type { HostingSiteFact } from '@abri/contracts/hosting-events';
import type { HostingHold, HostingPlace, HostingSite, ZoneArea } from '@abri/contracts/penal-file';
import { liesIn } from './areas.js';
import { refuse, type Refused } from './refusal.js';

/** What the service knows of one hosting site. Who has which hold is known here and published nowhere. */
export interface SiteState {
  site: HostingSite | null;
  lastToken: number;
  /** Ids of holds that have ended, the latest last: a late repeat must not hold again. */
  endedHolds: readonly string[];
  /** For whom each live hold is, and whether it was held although the site was not known to be safe. */
  hosted: readonly Hosted[];
}
interface Hosted {
  holdId: string;
  fileId: string;
  despite?: boolean;
}
export const noSite: SiteState = { site: null, lastToken: 0, endedHolds: [], hosted: [] };
export const mostPlaces = 100;
const rememberedHolds = 200;

type HoldRef = { holdId: string; token: number };
/** Every command of a site. `now` is an instant, ISO 8601. */
export type SiteCommand =
  | { do: 'open'; name: string; commune: string; places: readonly HostingPlace[] }
  | { do: 'addPlace'; place: HostingPlace }
  | { do: 'removePlace'; placeId: string }
  | {
      do: 'hold';
      holdId: string;
      placeId: string;
      fileId: string;
      /** Where this person may not be. */
      zones: readonly ZoneArea[];
      despite: boolean;
      holdMinutes: number;
      now: string;
    }
  | ({ do: 'confirm'; now: string } & HoldRef)
  | ({ do: 'arrive' | 'leave' | 'release' } & HoldRef)
  | { do: 'expire'; now: string };
/** A fact with its private half: for whom a place is held, and how. */
export type SiteFact = HostingSiteFact & { kept?: { fileId: string; despite: boolean } };

/** What follows from a command, or why it is refused. Pure. */
export function decideSite(command: SiteCommand, state: SiteState): readonly SiteFact[] | Refused {
  if (command.do === 'open') {
    if (state.site) return refuse('siteExists');
    const { name, commune, places } = command;
    return [
      { type: 'SiteOpened', data: { name, commune } },
      ...places.map((place): SiteFact => ({ type: 'HostingPlaceAdded', data: place })),
    ];
  }
  const { site } = state;
  if (!site) return refuse('noSuchSite');
  switch (command.do) {
    case 'addPlace':
      if (site.places.some(({ placeId }) => placeId === command.place.placeId)) return refuse('placeExists');
      if (site.places.length >= mostPlaces) return refuse('fileFull', { most: mostPlaces });
      return [{ type: 'HostingPlaceAdded', data: command.place }];
    case 'removePlace': {
      const { placeId } = command;
      if (!site.places.some((place) => place.placeId === placeId)) return refuse('noSuchHostingPlace');
      if (site.holds.some((hold) => hold.placeId === placeId)) return refuse('placeInUse');
      return [{ type: 'HostingPlaceRemoved', data: { placeId } }];
    }
    case 'hold':
      return hold(command, state, site);
    case 'expire':
      return site.holds
        .filter((live) => hasExpired(live, command.now))
        .map((live) => about('HostingHoldExpired', live));
    default:
      return aboutHold(command, site);
  }
}

function hold(command: Extract<SiteCommand, { do: 'hold' }>, state: SiteState, site: HostingSite) {
  const { holdId, placeId, fileId, zones, despite, now } = command;
  const known = site.holds.find((live) => live.holdId === holdId);
  if (known) return known.placeId === placeId && isOf(state, holdId, fileId) ? [] : refuse('holdExists');
  if (state.endedHolds.includes(holdId)) return refuse('holdEnded');
  if (!site.places.some((place) => place.placeId === placeId)) return refuse('noSuchHostingPlace');
  if (zones.some((area) => liesIn(site.commune, area))) return refuse('placeInZone');
  const expired = site.holds.filter((live) => hasExpired(live, now));
  const live = site.holds.filter((one) => !expired.includes(one));
  if (live.some((one) => one.placeId === placeId)) return refuse('placeTaken');
  if (live.some((one) => isOf(state, one.holdId, fileId))) return refuse('alreadyHosted');
  const expiresAt = new Date(Date.parse(now) + command.holdMinutes * 60_000).toISOString();
  const held: SiteFact = {
    type: 'HostingPlaceHeld',
    data: { holdId, placeId, token: state.lastToken + 1, expiresAt },
    kept: { fileId, despite },
  };
  return [...expired.map((one) => about('HostingHoldExpired', one)), held];
}

type AboutHold = Extract<SiteCommand, { token: number }>;
function aboutHold(command: AboutHold, site: HostingSite): readonly SiteFact[] | Refused {
  const live = site.holds.find(({ holdId }) => holdId === command.holdId);
  if (!live) return refuse('noSuchHold');
  if (live.token !== command.token) return refuse('staleToken');
  switch (command.do) {
    case 'confirm':
      if (live.state === 'confirmed') return [];
      if (live.state !== 'held') return refuse('wrongHoldState');
      return hasExpired(live, command.now) ? refuse('holdExpired') : [about('HostingHoldConfirmed', live)];
    case 'arrive':
      if (live.state === 'arrived') return [];
      return live.state === 'confirmed' ? [about('HostedPersonArrived', live)] : refuse('wrongHoldState');
    case 'leave':
      return live.state === 'arrived' ? [about('HostedPersonLeft', live)] : refuse('wrongHoldState');
    case 'release':
      return live.state === 'arrived' ? refuse('wrongHoldState') : [about('HostingHoldReleased', live)];
  }
}

/** Whether the person of a file has come to live in the site. */
export const livesIn = ({ site, hosted }: SiteState, fileId: string): boolean =>
  hosted.some(
    (one) =>
      one.fileId === fileId && site?.holds.some((live) => live.holdId === one.holdId && live.state === 'arrived'),
  );

const isOf = (state: SiteState, holdId: string, fileId: string) =>
  state.hosted.some((one) => one.holdId === holdId && one.fileId === fileId);
const hasExpired = (live: HostingHold, now: string) => live.state === 'held' && live.expiresAt <= now;
const about = (
  type:
    'HostingHoldExpired' | 'HostingHoldReleased' | 'HostingHoldConfirmed' | 'HostedPersonArrived' | 'HostedPersonLeft',
  { holdId, placeId }: HostingHold,
): SiteFact => ({ type, data: { holdId, placeId } });

function evolveSite(state: SiteState, fact: SiteFact, { at }: { at: string }): SiteState {
  if (fact.type === 'SiteOpened') return { ...state, site: { ...fact.data, places: [], holds: [] } };
  const { site } = state;
  if (!site) return state;
  const changed = (change: Partial<HostingSite>): SiteState => ({ ...state, site: { ...site, ...change } });
  const holdChanged = (holdId: string, change: (hold: HostingHold) => HostingHold) =>
    changed({ holds: site.holds.map((live) => (live.holdId === holdId ? change(live) : live)) });
  const kept = ({ holdId, placeId, token, heldAt }: HostingHold) => ({ holdId, placeId, token, heldAt });
  switch (fact.type) {
    case 'HostingPlaceAdded':
      return changed({ places: [...site.places, fact.data] });
    case 'HostingPlaceRemoved':
      return changed({ places: site.places.filter(({ placeId }) => placeId !== fact.data.placeId) });
    case 'HostingPlaceHeld':
      return {
        ...changed({ holds: [...site.holds, { ...fact.data, state: 'held', heldAt: at }] }),
        lastToken: fact.data.token,
        hosted: [...state.hosted, { holdId: fact.data.holdId, fileId: '', ...fact.kept }],
      };
    case 'HostingHoldConfirmed':
      return holdChanged(fact.data.holdId, (live) => ({ ...kept(live), state: 'confirmed', confirmedAt: at }));
    case 'HostedPersonArrived':
      return holdChanged(fact.data.holdId, (live) => ({ ...kept(live), state: 'arrived', arrivedAt: at }));
    case 'HostingHoldExpired':
    case 'HostingHoldReleased':
    case 'HostedPersonLeft': {
      const { holdId } = fact.data;
      return {
        ...changed({ holds: site.holds.filter((live) => live.holdId !== holdId) }),
        endedHolds: [...state.endedHolds, holdId].slice(-rememberedHolds),
        hosted: state.hosted.filter((one) => one.holdId !== holdId),
      };
    }
  }
}

/** The site as the write path knows it. */
export const siteAggregate = {
  name: 'hostingSite',
  initial: noSite,
  decide: decideSite,
  evolve: evolveSite,
  publicState: ({ site }: SiteState) => site && { kind: 'site' as const, ...site },
  dueAt: ({ site }: SiteState): string | null =>
    site?.holds.flatMap((live) => (live.state === 'held' ? [live.expiresAt] : [])).sort()[0] ?? null,
};

import type { ZoneFact as PublicZoneFact } from '@abri/contracts/hosting-events';
import type { PublicZone, ZoneArea } from '@abri/contracts/penal-file';
import { endOf, startOf } from './days.js';
import { refuse, type Refused } from './refusal.js';

/** A zone with what only this service knows of it: whose file it belongs to. */
export interface Zone extends PublicZone {
  fileId: string;
  breaches: number;
}
export type ZoneState = Zone | null;
/** A fact with its private half: the file is in no event of a zone. */
export type ZoneFact = PublicZoneFact & { kept?: { fileId: string } };

/** Every command of a zone. Links are digests of link codes. */
export type ZoneCommand =
  | { do: 'set'; fileId: string; area: ZoneArea; from: string; until: string; links: readonly string[]; now: string }
  | { do: 'move'; area: ZoneArea; until: string; now: string }
  | { do: 'link'; link: string }
  | { do: 'breach'; on: string; now: string }
  | { do: 'hostedAway'; hostedAway: boolean }
  | { do: 'end' }
  | { do: 'tick'; now: string };

/** A zone protects at most this many cases. */
export const mostLinks = 10;

/** What follows from a command, or why it is refused. Every fact names the cases that must be looked at anew. */
export function decideZone(command: ZoneCommand, state: ZoneState): readonly ZoneFact[] | Refused {
  if (command.do === 'set') {
    const { fileId, area, from, until, now } = command;
    if (state) return refuse('zoneExists');
    if (endOf(until) <= now) return refuse('termPast');
    const links = [...new Set(command.links)];
    const set: ZoneFact = { type: 'ZoneSet', data: { area, from, until, links }, kept: { fileId } };
    return startOf(from) <= now ? [set, { type: 'ZoneInForce', data: { links } }] : [set];
  }
  if (!state) return refuse('noSuchZone');
  const { links } = state;
  if (command.do === 'tick') return whatTimeBrought(state, command.now);
  if (state.state === 'ended') return command.do === 'end' || command.do === 'hostedAway' ? [] : refuse('zoneOver');
  switch (command.do) {
    case 'move': {
      const { area, until, now } = command;
      if (endOf(until) <= now) return refuse('termPast');
      if (until < state.from) return refuse('termBeforeStart');
      const same =
        area.commune === state.area.commune && area.radiusKm === state.area.radiusKm && until === state.until;
      return same ? [] : [{ type: 'ZoneMoved', data: { area, until, links } }];
    }
    case 'link':
      if (links.includes(command.link)) return [];
      if (links.length >= mostLinks) return refuse('fileFull', { most: mostLinks });
      return linked(state, [...links, command.link]);
    case 'breach':
      if (startOf(command.on) > command.now) return refuse('dayAhead');
      if (command.on < state.from) return refuse('beforeMeasure');
      return [{ type: 'ZoneBreached', data: { on: command.on, links } }];
    case 'hostedAway': {
      const { hostedAway } = command;
      return hostedAway === state.hostedAway ? [] : [{ type: 'HostedAwayChanged', data: { hostedAway, links } }];
    }
    case 'end':
      return [{ type: 'ZoneEnded', data: { links } }];
  }
}

/** A case that is linked later has to hear what the others were told. */
function linked({ hostedAway }: Zone, links: string[]): ZoneFact[] {
  const fact: ZoneFact = { type: 'ZoneLinked', data: { links } };
  return hostedAway ? [fact, { type: 'HostedAwayChanged', data: { hostedAway, links } }] : [fact];
}

function whatTimeBrought({ state, from, until, links }: Zone, now: string): ZoneFact[] {
  if (state !== 'ended' && endOf(until) <= now) return [{ type: 'ZoneEnded', data: { links } }];
  return state === 'planned' && startOf(from) <= now ? [{ type: 'ZoneInForce', data: { links } }] : [];
}

function evolveZone(state: ZoneState, fact: ZoneFact): ZoneState {
  if (fact.type === 'ZoneSet')
    return { ...fact.data, state: 'planned', hostedAway: false, breaches: 0, fileId: fact.kept?.fileId ?? '' };
  if (!state) return state;
  switch (fact.type) {
    case 'ZoneMoved':
      return { ...state, area: fact.data.area, until: fact.data.until };
    case 'ZoneLinked':
      return { ...state, links: fact.data.links };
    case 'ZoneInForce':
      return { ...state, state: 'inForce' };
    case 'ZoneBreached':
      return { ...state, breaches: state.breaches + 1 };
    case 'ZoneEnded':
      return { ...state, state: 'ended' };
    case 'HostedAwayChanged':
      return { ...state, hostedAway: fact.data.hostedAway };
  }
}

/** The zone as the write path knows it. */
export const zoneAggregate = {
  name: 'exclusionZone',
  initial: null as ZoneState,
  decide: decideZone,
  evolve: evolveZone,
  publicState: (zone: ZoneState): PublicZone | null => {
    if (!zone) return null;
    const { area, from, until, state, links, hostedAway } = zone;
    return { area, from, until, state, links, hostedAway };
  },
  dueAt: (zone: ZoneState): string | null => {
    if (!zone || zone.state === 'ended') return null;
    return zone.state === 'planned' ? startOf(zone.from) : endOf(zone.until);
  },
};

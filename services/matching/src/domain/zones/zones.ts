import type { PublicZone, ZoneArea } from '@abri/contracts/penal-file';
import { covers } from './covers.js';

/** The exclusion zones as matching sees them: areas, and the cases that they protect by the digests of their codes. */
export interface Zones {
  /**
   * Takes a zone's state unless it is older than what is known. Gives the links whose cases have to be looked at again,
   * none for old news.
   */
  apply(zoneId: string, zone: PublicZone, seq: number): readonly string[];
  /** The areas in force for a case. A planned zone counts from its first day: its keeper says so. */
  areasOf(links: readonly string[]): readonly ZoneArea[];
  /** Whether a zone of the case covers this commune, and all that do keep away somebody who is hosted elsewhere. */
  isHomeFree(links: readonly string[], commune: string): boolean;
  /** How many are in force. */
  inForce(): number;
}

/** An empty read model. Pure memory: the same states in any order give the same model. */
export function createZones(): Zones {
  const zones = new Map<string, { zone: PublicZone; seq: number }>();
  const byLink = new Map<string, Set<string>>();
  const index = (zoneId: string, links: readonly string[], present: boolean) => {
    for (const link of links) {
      const known = byLink.get(link) ?? new Set<string>();
      if (present) byLink.set(link, known.add(zoneId));
      else if (known.delete(zoneId) && known.size === 0) byLink.delete(link);
    }
  };
  const ofCase = (links: readonly string[]): PublicZone[] =>
    [...new Set(links.flatMap((link) => [...(byLink.get(link) ?? [])]))].flatMap((zoneId) => {
      const zone = zones.get(zoneId)?.zone;
      return zone?.state === 'inForce' ? [zone] : [];
    });
  return {
    apply(zoneId, zone, seq) {
      const known = zones.get(zoneId);
      if (known && seq <= known.seq) return [];
      const before = known?.zone.links ?? [];
      index(zoneId, before, false);
      zones.set(zoneId, { zone, seq });
      index(zoneId, zone.links, true);
      return [...new Set([...before, ...zone.links])];
    },
    areasOf: (links) => (links.length === 0 ? [] : ofCase(links).map(({ area }) => area)),
    isHomeFree(links, commune) {
      // Unknown is not free: a zone of somebody who is not hosted may reach the home.
      const reaching = ofCase(links).filter(({ area }) => covers(area, commune) !== false);
      return (
        reaching.some(({ area }) => covers(area, commune) === true) && reaching.every(({ hostedAway }) => hostedAway)
      );
    },
    inForce: () => [...zones.values()].filter(({ zone }) => zone.state === 'inForce').length,
  };
}

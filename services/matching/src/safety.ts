import type { PlacementRequest } from '@abri/contracts/placement';
import type { AlertCommand } from './domain/request/commands.js';
import { liveHold } from './domain/request/state.js';
import { isInside } from './domain/zones/covers.js';
import type { Zones } from './domain/zones/zones.js';
import type { Desk } from './requests.js';
import type { RequestQueries, StoredRequest } from './store.js';

/**
 * What the zones known here say of a request's own place, as a command; null when the request says so already, has no
 * place, or its house is not known here yet.
 */
export function comparison(
  { places, zones }: Pick<Desk, 'places' | 'zones'>,
  request: PlacementRequest,
): AlertCommand | null {
  const live = liveHold(request);
  if (!live || request.links.length === 0) return null;
  const row = places.rowOf(live.shelterId);
  const shelter = row === undefined ? undefined : places.shelters[row];
  if (!shelter) return null;
  const inside = isInside(zones.areasOf(request.links), shelter.commune);
  return inside === (request.unsafe?.cause === 'insideZone') ? null : { do: 'compare', holdId: live.holdId, inside };
}

/** Whether the household may be offered to stay home. Who has arrived in a house has not stayed home: the house says when it leaves. */
export function mayStayHome(zones: Zones, { status, links, surroundings }: PlacementRequest): boolean {
  const { callerCommune } = surroundings;
  if (status.state === 'ended' || (status.state === 'placed' && status.arrived)) return false;
  return callerCommune !== undefined && zones.isHomeFree(links, callerCommune);
}

/** Looks at requests again when zones change. */
export interface Safety {
  /** Compares every request of these cases; gives those that wait for a place. */
  look(links: readonly string[]): Promise<readonly PlacementRequest[]>;
  /** Compares every request that any zone could be about; gives how many alerts that changed. */
  lookAtAll(): Promise<number>;
  /** A zone of these cases was entered. `breach` names the event that says so. */
  entered(links: readonly string[], breach: string): Promise<void>;
}

const batch = 200;

/** The database says which requests a zone is about, by an index of links: so all replicas know of every code at once. */
export function createSafety({ desk, queries }: { desk: Desk; queries: RequestQueries }): Safety {
  const compare = async ({ request }: StoredRequest): Promise<boolean> => {
    const command = comparison(desk, request);
    const result = command && (await desk.execute(request.requestId, command));
    return Boolean(result?.ok && result.events.length > 0);
  };
  return {
    async look(links) {
      const found = links.length === 0 ? [] : await queries.linkedTo(links);
      for (const each of found) await compare(each);
      return found.flatMap(({ request }) => (request.status.state === 'waiting' ? [request] : []));
    },
    async lookAtAll() {
      let changed = 0;
      for (let after = ''; ;) {
        const page = await queries.linked(after, batch);
        for (const each of page) if (await compare(each)) changed++;
        const last = page.at(-1);
        if (!last || page.length < batch) return changed;
        after = last.request.requestId;
      }
    },
    async entered(links, breach) {
      if (links.length === 0) return;
      for (const { request } of await queries.linkedTo(links))
        await desk.execute(request.requestId, { do: 'zoneEntered', breach });
    },
  };
}

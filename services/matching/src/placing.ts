import type { ReleaseReason } from '@abri/contracts/capacity-events';
import type { Party } from '@abri/contracts/household';
import type { RankedPlace, Ranking } from '@abri/contracts/placement';
import type { Hold } from '@abri/contracts/shelter';
import { ServiceRefused } from '@abri/service-kit/service-client';
import { type CapacityPort, type HoldRef, refusalName } from './capacity-port.js';
import type { Places } from './domain/places/places.js';
import type { Wish } from './domain/ranking/query.js';
import { rank } from './domain/ranking/rank.js';
import type { Offer } from './domain/request/commands.js';
import { holdIdOf } from './ids.js';

/** For whom a place is looked for. `attempt` is the number that the offer would have. */
export interface Asked {
  requestId: string;
  attempt: number;
  party: Party;
  wish: Wish;
}
export interface Found {
  offer: Offer | null;
  /** The ranking in which the offer was found, or the last one in which nothing was. */
  ranking: Ranking;
}

/** Turns a ranking into a hold. */
export interface Placing {
  /**
   * Holds the best place that capacity gives, `prefer` before all others. A hold that an earlier try got and nobody
   * recorded is found again. Throws `ServiceAway` when it cannot be known whether a place is held.
   */
  best(asked: Asked, prefer?: string): Promise<Found>;
  /** Holds this place, or gives null when it is taken. */
  take(asked: Asked, place: RankedPlace): Promise<Offer | null>;
  /** Confirms a hold that its house has accepted. Throws `ServiceRefused` when it is not to be had any more. */
  confirm(hold: HoldRef): Promise<void>;
  /**
   * Gives a hold back, with `ifState` only while it is still at that step. A hold that has ended already, or has gone on, is fine;
   * throws `ServiceRefused` when the household is there.
   */
  giveBack(hold: HoldRef, reason: ReleaseReason, ifState?: Hold['state']): Promise<void>;
}

const rankings = 3;
const rounds = 8;

/** Takes the read model, capacity, and whom to tell that a place kept back in vain may be free for somebody. */
export function createPlacing(o: { places: Places; capacity: CapacityPort; onDoubt(): void }): Placing {
  const { places, capacity } = o;
  const refreshing = new Map<string, Promise<void>>();

  /** Capacity knows better: ask for the state, once for all who run into it, and trust nothing there until then. */
  const refresh = (shelterId: string, doubted: RankedPlace): Promise<void> => {
    const running = refreshing.get(shelterId);
    if (running) return running;
    const doubt = `doubt-${shelterId}`;
    places.reserve(doubt, shelterId, doubted.allocations);
    const fresh = capacity
      .shelter(shelterId)
      .then(({ seq, ...shelter }) => void places.apply(shelter, seq))
      .catch(() => undefined)
      .finally(() => {
        refreshing.delete(shelterId);
        places.unreserve(doubt);
        o.onDoubt();
      });
    refreshing.set(shelterId, fresh);
    return fresh;
  };

  const take = async ({ requestId, attempt, party }: Asked, place: RankedPlace): Promise<Offer | null> => {
    const { shelterId, allocations } = place;
    for (let round = 0; round < rounds; round++) {
      const holdId = holdIdOf(requestId, attempt, shelterId, round);
      places.reserve(holdId, shelterId, allocations);
      try {
        const { hold, shelter } = await capacity.hold(shelterId, { holdId, requestId, allocations, party });
        const { seq, ...state } = shelter;
        places.apply(state, seq);
        return offerOf(shelterId, hold);
      } catch (error) {
        if (!(error instanceof ServiceRefused)) {
          o.onDoubt();
          throw error;
        }
        if (refusalName(error) === 'hold-ended') continue;
        void refresh(shelterId, place);
        return null;
      } finally {
        places.unreserve(holdId);
      }
    }
    return null;
  };

  /** A hold that an earlier try got and nobody recorded: found again before a second one is made. */
  const found = async ({ requestId, party, wish }: Asked): Promise<Offer | null> => {
    for (const { shelterId, hold } of places.holdsOf(requestId)) {
      if (hold.state !== 'offered' && hold.state !== 'accepted') continue;
      if (wish.triedShelters.includes(shelterId)) continue;
      try {
        const { holdId, allocations } = hold;
        const view = await capacity.hold(shelterId, { holdId, requestId, allocations, party });
        return offerOf(shelterId, view.hold);
      } catch (error) {
        if (!(error instanceof ServiceRefused)) throw error;
      }
    }
    return null;
  };

  return {
    take,
    async best(asked, prefer) {
      const earlier = await found(asked);
      if (earlier) return { offer: earlier, ranking: rank(places, asked.wish) };
      const skip = new Set<string>();
      for (let ranked = 0; ranked < rankings; ranked++) {
        const ranking = rank(places, asked.wish, { skip });
        const wanted = ranked === 0 && prefer ? rank(places, asked.wish, { only: [prefer] }).places : [];
        for (const place of [...wanted, ...ranking.places]) {
          if (skip.has(place.shelterId)) continue;
          const offer = await take(asked, place);
          if (offer) return { offer, ranking };
          skip.add(place.shelterId);
        }
        if (ranking.places.length === 0) break;
      }
      return { offer: null, ranking: rank(places, asked.wish, { skip }) };
    },
    async confirm(hold) {
      const { shelter } = await capacity.confirm(hold);
      const { seq, ...state } = shelter;
      places.apply(state, seq);
    },
    async giveBack({ shelterId, holdId, token }, reason, ifState) {
      const hold = { shelterId, holdId, token };
      try {
        const { seq, ...shelter } = await capacity.release(hold, reason, ifState);
        if (places.apply(shelter, seq) === 'freed') o.onDoubt();
      } catch (error) {
        const gone = ['no-such-hold', 'stale-token', 'no-such-shelter', ...(ifState ? ['wrong-hold-state'] : [])];
        if (!(error instanceof ServiceRefused) || !gone.includes(refusalName(error))) throw error;
      }
    },
  };
}

/** A hold that is past an offer cannot be offered: it belongs to a later step of this request. */
function offerOf(shelterId: string, hold: Hold): Offer | null {
  if (hold.state !== 'offered' && hold.state !== 'accepted') return null;
  const { holdId, token, allocations, expiresAt } = hold;
  return { shelterId, holdId, token, allocations, expiresAt, accepted: hold.state === 'accepted' };
}

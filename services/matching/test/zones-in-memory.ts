import type { ZoneEvent } from '@abri/contracts/hosting-events';
import type { PublicZone } from '@abri/contracts/penal-file';
import { zoneAggregate, type ZoneCommand, type ZoneState } from '../../perpetrator-hosting/src/domain/zone.js';

/** Perpetrator-hosting's own decisions on zones in memory, and what it would have put on its topics. */
export function zonesInMemory(clock: { now(): Date }) {
  const zones = new Map<string, { zone: ZoneState; seq: number }>();
  const events: ZoneEvent[] = [];
  const states: { zoneId: string; zone: PublicZone; seq: number }[] = [];
  return {
    events,
    states,
    /** Does nothing when the zone refuses. */
    execute(zoneId: string, command: ZoneCommand): void {
      const before = zones.get(zoneId) ?? { zone: zoneAggregate.initial, seq: 0 };
      const decision = zoneAggregate.decide(command, before.zone);
      if ('refused' in decision) return;
      let { zone, seq } = before;
      for (const fact of decision) {
        seq += 1;
        events.push({
          id: `${zoneId}-${seq}`,
          aggregateId: zoneId,
          seq,
          at: clock.now().toISOString(),
          ...fact,
        } as ZoneEvent);
        zone = zoneAggregate.evolve(zone, fact);
      }
      zones.set(zoneId, { zone, seq });
      const shown = zoneAggregate.publicState(zone);
      if (shown && decision.length > 0) states.push({ zoneId, zone: shown, seq });
    },
    /** Every zone as it is now. */
    all: () => [...zones.values()].flatMap(({ zone }) => zone ?? []),
  };
}

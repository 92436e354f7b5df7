import type { Repository } from '@abri/aggregate/repository';
import { livesIn } from './domain/site.js';
import type { ZoneCommand, ZoneState } from './domain/zone.js';
import type { Queries } from './store.js';

/** Keeps every live zone saying whether its person lives in a hosting place now. */
export interface HostedAway {
  /** Looks at one file's zones. Never fails: what could not be told is found again by the sweep. */
  align(fileId: string): Promise<void>;
  /** Looks for zones that say otherwise than the hosting sites do; gives how many files were mended. */
  sweep(): Promise<number>;
  /** Sweeps at once and then again and again. */
  start(): void;
  stop(): Promise<void>;
}

const batch = 100;

/**
 * Nothing is remembered between a site and a zone: the zone is compared with the site, so that a process that dies after
 * an arrival leaves nothing that is not found again.
 */
export function createHostedAway(o: {
  zones: Repository<ZoneState, ZoneCommand>;
  queries: Queries;
  failed(error: unknown): void;
  everyMs?: number;
}): HostedAway {
  let running: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async (fileId: string) => {
    const found = await o.queries.siteOf(fileId);
    const hostedAway = found !== null && livesIn(found.state, fileId);
    for (const zone of await o.queries.zonesOf(fileId))
      if (zone.state !== 'ended' && zone.hostedAway !== hostedAway)
        await o.zones.execute(zone.zoneId, { do: 'hostedAway', hostedAway });
  };
  const sweep = async () => {
    const astray = await o.queries.filesAstray(await o.queries.hostedFiles(), batch);
    for (const fileId of astray) await look(fileId);
    return astray.length;
  };
  const sweepNow = () => {
    running ??= sweep()
      .catch(o.failed)
      .finally(() => (running = undefined));
  };
  return {
    align: (fileId) => look(fileId).catch(o.failed),
    sweep,
    start() {
      sweepNow();
      timer = setInterval(sweepNow, o.everyMs ?? 15_000);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

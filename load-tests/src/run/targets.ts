import path from 'node:path';
import { ShelterList, type RegisterShelter } from '@abri/contracts/capacity-api';
import { PlacementList } from '@abri/contracts/matching-api';
import { launch, type Child } from '@abri/local-stack/child';
import type { Guard } from '@abri/local-stack/guard';
import { freePort } from '@abri/local-stack/ports';
import { until } from '@abri/local-stack/until';
import { z } from 'zod';
import { ask, forEach } from './ask.js';
import { type BedCount, countBeds } from './doubled-beds.js';
import { type Doors, sessionOf, tokenOf } from './sign-in.js';

/** Something that is asked for places. */
export interface Target {
  name: 'abri' | 'gateway' | 'naive' | 'floor';
  /** Where k6 posts households to. */
  url: string;
  /** Signs in anew: tokens end after half an hour. */
  headers(): Promise<Record<string, string>>;
  /** What lies there now, counted from the outside; null where there are no beds to count. */
  count(): Promise<BedCount | null>;
  /** Gives every bed back. */
  empty(): Promise<void>;
}
/** Addresses of the running system. */
export interface Addresses extends Doors {
  capacity: string;
  matching: string;
  observatory: string;
}
const hotline = 'hotline@abri.test';
const operator = 'operator@abri.test';
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const anyAnswer = z.unknown();

/** Registers shelters in the system, as an operator does. */
export async function registerShelters(urls: Addresses, shelters: readonly RegisterShelter[]): Promise<void> {
  const headers = bearer(await tokenOf(urls, operator));
  await forEach(shelters, 16, (body) => ask('POST', `${urls.capacity}/shelters`, { schema: anyAnswer, headers, body }));
}

/** The system itself, asked at matching's door and at the gateway's. */
export function abriTargets(urls: Addresses): { direct: Target; gateway: Target } {
  const count = async () => {
    const headers = bearer(await tokenOf(urls, operator));
    return countBeds((await ask('GET', `${urls.capacity}/shelters`, { schema: ShelterList, headers })).shelters);
  };
  const empty = async () => {
    const headers = bearer(await tokenOf(urls, hotline));
    // Who waits goes first: otherwise each bed that comes free would be given away again.
    for (const state of ['waiting', 'choosing', 'offered', 'accepted']) {
      const list = `${urls.matching}/placements?state=${state}&limit=100`;
      for (let left = 1; left > 0;) {
        const { requests } = await ask('GET', list, { schema: PlacementList, headers });
        left = requests.length;
        await forEach(requests, 16, ({ requestId }) =>
          ask('POST', `${urls.matching}/placements/${requestId}/withdraw`, {
            ...{ schema: anyAnswer, headers, body: { reason: 'other' } },
          }),
        );
      }
    }
    const allFree = async () => ((await count()).holds === 0 ? true : undefined);
    await until('every bed being free again', allFree, { withinMs: 30_000, everyMs: 500 });
  };
  const direct: Target = {
    name: 'abri',
    url: `${urls.matching}/placements`,
    headers: async () => bearer(await tokenOf(urls, hotline)),
    count,
    empty,
  };
  const gateway: Target = {
    name: 'gateway',
    url: `${urls.gateway}/api/matching/placements`,
    headers: () => sessionOf(urls, hotline),
    count,
    empty,
  };
  return { direct, gateway };
}

/** Starts the floor and the naive baseline on the same database server, the latter with the same shelters. */
export async function startComparisons(o: {
  mongoUri: string;
  shelters: readonly RegisterShelter[];
  guard: Guard;
  logDir: string;
}): Promise<{ floor: Target; naive: Target; stop(): Promise<void> }> {
  const children: Child[] = [];
  const start = async (name: 'floor' | 'naive') => {
    const port = await freePort();
    const child = launch({
      name,
      command: process.execPath,
      args: [path.join(__dirname, '..', name, 'server.js')],
      logFile: path.join(o.logDir, `${name}.log`),
      guard: o.guard,
      env: { PATH: process.env.PATH, PORT: String(port), MONGODB_URI: o.mongoUri },
    });
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    const answers = async () => {
      if (child.hasExited()) throw new Error(child.lastLines());
      await fetch(url);
      return true;
    };
    await until(`the ${name} answering`, answers, { withinMs: 20_000 });
    return url;
  };
  const stop = async () => {
    for (const child of children) await child.stop();
  };
  try {
    const [floorUrl, naiveUrl] = [await start('floor'), await start('naive')];
    await ask('PUT', `${naiveUrl}/shelters`, { schema: anyAnswer, body: o.shelters });
    const noHeaders = async () => ({});
    const bookings = z.object({ bookings: z.int(), doubled: z.int() });
    const naive: Target = {
      name: 'naive',
      url: `${naiveUrl}/placements`,
      headers: noHeaders,
      async count() {
        const found = await ask('GET', `${naiveUrl}/bookings`, { schema: bookings });
        return { holds: found.bookings, doubled: found.doubled };
      },
      empty: async () => void (await ask('DELETE', `${naiveUrl}/bookings`, { schema: anyAnswer })),
    };
    const floor: Target = {
      name: 'floor',
      url: `${floorUrl}/placements`,
      headers: noHeaders,
      count: async () => null,
      empty: async () => undefined,
    };
    return { floor, naive, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

import { ServiceAway } from '@abri/service-kit/service-client';
import type { Application } from './http.js';
import { safetyOf } from './safety-routes.js';

const zone = (state: 'planned' | 'inForce' | 'ended', ...links: string[]) => ({ state, links });

/** A file with these zones, before a matching that answers so. Gives what is known and which cases were asked about. */
async function known(zones: object[], isSafe: (link: string) => boolean) {
  const asked: string[] = [];
  const matching = {
    isSafe: async (link: string) => {
      asked.push(link);
      return isSafe(link);
    },
  };
  const app = { matching, queries: { zonesOf: async () => zones } } as unknown as Application;
  return { safety: await safetyOf(app, 'f1', '59172'), asked };
}

it('is safe only when matching says so of every case of the live zones', async () => {
  const zones = [zone('inForce', 'a', 'b'), zone('planned', 'b', 'c'), zone('ended', 'd')];
  expect(await known(zones, () => true)).toEqual({ safety: 'safe', asked: ['a', 'b', 'c'] });
  for (const unsafe of ['a', 'b', 'c'])
    expect(await known(zones, (link) => link !== unsafe)).toEqual({ safety: 'notKnown', asked: ['a', 'b', 'c'] });
});
it('has no answer where no live zone protects a case', async () => {
  expect(await known([zone('inForce'), zone('ended', 'd')], () => true)).toEqual({ safety: 'noCase', asked: [] });
});
it('takes no silence for an answer', async () => {
  const away = () => {
    throw new ServiceAway('no answer');
  };
  await expect(known([zone('inForce', 'a')], away)).rejects.toMatchObject({ problem: { status: 503 } });
});

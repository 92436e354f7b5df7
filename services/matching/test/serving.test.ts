import { until } from '@abri/local-stack/until';
import type { PlacementRequest } from '@abri/contracts/placement';
import { createServing } from '../src/serving.js';
import { wish } from '../src/test-places.js';
import { createWaitingList } from '../src/waiting-list.js';

const waitingFor = (requestId: string, danger: PlacementRequest['danger']): PlacementRequest => ({
  requestId,
  reference: 'A1-000',
  household: wish().household,
  needs: wish().needs,
  surroundings: wish().surroundings,
  assessment: { instrument: 'abri-short-1', answers: {} },
  danger,
  score: 0,
  mode: 'assign',
  requestedAt: '2026-01-05T20:00:00.000Z',
  status: { state: 'waiting', since: '2026-01-05T20:00:00.000Z' },
  attempts: 0,
  triedShelters: [],
  links: [],
  unsafe: null,
  moving: null,
});

/** A serving of three households in which everybody fits, and what it did. */
function serving(serve: (requestId: string) => Promise<void> = async () => undefined) {
  const waiting = createWaitingList();
  for (const [requestId, danger] of [
    ['low', 'variable'],
    ['high', 'extreme'],
    ['middle', 'severe'],
  ] as const)
    waiting.note(waitingFor(requestId, danger), 1);
  const served: string[] = [];
  const looked: (readonly string[] | undefined)[] = [];
  const failures: unknown[] = [];
  const running = createServing({
    waiting,
    mayFit: (_, shelterIds) => looked.push(shelterIds) > 0,
    plan: (requests) => requests.map(({ requestId }) => ({ requestId, shelterId: 's' })),
    async serve(requestId) {
      await serve(requestId);
      served.push(requestId);
    },
    failed: (error) => failures.push(error),
    everyMs: 60_000,
    soonMs: 1,
  });
  return { running, served, looked, failures };
}

it('serves in order of danger, and looks only where something became free', async () => {
  const { running, served, looked } = serving();
  running.wake('s1');
  await running.settled();
  expect(served).toEqual(['high', 'middle', 'low']);
  expect(looked).toEqual([['s1'], ['s1'], ['s1']]);
  await running.stop();
});

it('makes another round of what becomes free during one, never two at once', async () => {
  let atOnce = 0;
  const { running, served, looked } = serving(async () => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    if (served.length === 0) running.wake('s2');
    await Promise.resolve();
    atOnce -= 1;
  });
  running.wake('s1');
  await running.settled();
  expect(served).toHaveLength(6);
  expect(looked.slice(3)).toEqual([['s2'], ['s2'], ['s2']]);
  await running.stop();
});

it('tries again, and everywhere, when capacity was away', async () => {
  let away = true;
  const { running, served, looked, failures } = serving(async () => {
    if (!away) return;
    away = false;
    throw new Error('away');
  });
  running.wake('s1');
  await until('all are served', async () => (served.length === 3 ? true : undefined), { withinMs: 2_000, everyMs: 5 });
  expect(failures).toHaveLength(1);
  expect(looked.at(-1)).toBeUndefined();
  await running.stop();
});

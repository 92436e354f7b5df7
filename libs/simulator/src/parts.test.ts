import { storeContract } from '@abri/aggregate/store-contract';
import { isOfferWithoutHold } from './at-rest.js';
import { recordedChoices } from './choices.js';
import { shrunkList } from './shrink.js';
import { createDocuments } from './simulated-store.js';
import { createTimeline, onTimeline } from './timeline.js';

storeContract('simulated', async () => ({
  store: createDocuments<{ n: number }>().store,
  close: async () => undefined,
}));

it('lets things happen in order of time, and those of one instant in order of asking', async () => {
  const timeline = createTimeline(0);
  const heard: string[] = [];
  await onTimeline(timeline, async () => {
    for (const [name, ms] of [
      ['c', 30],
      ['a', 10],
      ['b', 10],
      ['d', 31],
    ] as const)
      setTimeout(() => heard.push(name), ms);
    clearTimeout(setTimeout(() => heard.push('called off'), 5));
    const ticking = setInterval(() => heard.push(`tick ${timeline.nowMs()}`), 20);
    while (timeline.next(45));
    clearInterval(ticking);
    while (timeline.next(1_000));
  });
  expect(heard).toEqual(['a', 'b', 'tick 20', 'c', 'd', 'tick 40']);
  expect(timeline.nowMs()).toBe(40);
});

it('makes a failing list as short and as small as it fails', async () => {
  const fails = async (list: readonly number[]) => {
    const choices = recordedChoices(list);
    const drawn = Array.from({ length: 30 }, () => choices.below(100));
    return drawn.filter((value) => value >= 7).length >= 2 && drawn.some((value) => value > 50);
  };
  const { list } = await shrunkList([0, 3, 60, 4, 99, 2, 12, 0, 77, 5], { fails, within: 2_000 });
  expect(list.filter((value) => value > 0)).toHaveLength(2);
  expect(list).toHaveLength(2);
  expect(Math.max(...list)).toBeLessThan(80);
});

it('knows an offer whose end nobody heard from a place that is lost', () => {
  const says = (request: string, capacity: string) =>
    isOfferWithoutHold(`r0: says [${request}], capacity says [${capacity}]`);
  expect([
    says('a offered', ''),
    says('a confirmed, b offered', 'a confirmed'),
    says('a arrived, b accepted', 'a arrived'),
  ]).toEqual([true, true, true]);
  expect([
    says('a confirmed', ''),
    says('a confirmed, b offered', ''),
    says('a confirmed, b offered', 'c confirmed'),
  ]).toEqual([false, false, false]);
});

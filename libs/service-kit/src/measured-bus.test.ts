import { memoryBus } from '@abri/bus/memory';
import { type Bus, type Handler, Poison } from '@abri/bus/port';
import { until } from '@abri/local-stack/until';
import { measuredBus } from './measured-bus.js';
import { createMetrics } from './metrics.js';

const becomes = (what: () => Promise<boolean>) =>
  until('what is measured', async () => ((await what()) ? true : undefined), { withinMs: 10_000, everyMs: 10 });
const world = () => {
  const metrics = createMetrics('test');
  const clock = { ms: Date.now() };
  const inner = memoryBus();
  const bus = measuredBus(metrics.registry, inner, () => clock.ms);
  /** The value of the metric with all of these labels. */
  const value = async (name: string, ...labels: string[]) => {
    const lines = (await metrics.registry.metrics()).split('\n');
    const found = lines.find((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
    return found === undefined ? undefined : Number(found.split('} ')[1]);
  };
  const counted = (name: string, labels: string) => value(`abri_${name}_seconds_count`, ...labels.split(','));
  return { bus, inner, clock, counted, retryAge: () => value('abri_message_retry_age_seconds') };
};
const message = { key: 'k', value: { a: 1 } };
const following = (bus: ReturnType<typeof world>['bus'], handler: Handler) =>
  bus.subscribe({ topics: ['t'], group: 'g', handler });

it('counts what is handled and published by topic and outcome, and how old it was', async () => {
  const { bus, counted } = world();
  const subscription = await following(bus, async () => undefined);
  await subscription.caughtUp;
  await bus.publish('t', [message, message]);
  await becomes(async () => (await counted('message_duration', 'topic="t",outcome="done"')) === 2);
  expect(await counted('message_age', 'topic="t"')).toBe(2);
  expect(await counted('publish_duration', 'topic="t",outcome="done"')).toBe(1);
  await bus.close();
});

it('leaves the age of what lay there before the start out: it says nothing of now', async () => {
  const { bus, counted } = world();
  await bus.publish('t', [message]);
  const subscription = await following(bus, async () => undefined);
  await subscription.caughtUp;
  expect(await counted('message_duration', 'topic="t",outcome="done"')).toBe(1);
  expect(await counted('message_age', 'topic="t"')).toBeUndefined();
  await bus.close();
});

it('tells since when a message fails, until it is handled or another replica has it', async () => {
  const { bus, clock, counted, retryAge } = world();
  let broken = true;
  await following(bus, async () => {
    if (broken) throw new Error('the database is away');
  });
  expect(await retryAge()).toBe(0);
  await bus.publish('t', [message]);
  const failures = () => counted('message_duration', 'topic="t",outcome="failed"');
  await becomes(async () => ((await failures()) ?? 0) > 0);
  clock.ms += 30_000;
  expect(await retryAge()).toBeGreaterThanOrEqual(30);
  broken = false;
  await becomes(async () => (await retryAge()) === 0);
  expect(await counted('message_duration', 'topic="t",outcome="done"')).toBe(1);
  await bus.close();
});

it('forgets a failing message that nobody tries here any more', async () => {
  const { bus, inner, clock, counted, retryAge } = world();
  const subscription = await following(bus, async () => {
    throw new Error('the database is away');
  });
  await inner.publish('t', [message]);
  await becomes(async () => ((await counted('message_duration', 'topic="t",outcome="failed"')) ?? 0) > 0);
  await subscription.stop();
  clock.ms += 59_000;
  expect(await retryAge()).toBeGreaterThan(50);
  clock.ms += 2_000;
  expect(await retryAge()).toBe(0);
});

it('counts what nobody can read, and what could not be published', async () => {
  const { bus, counted } = world();
  await following(bus, async () => {
    throw new Poison('does not fit');
  });
  expect(await counted('message_duration', 'topic="t",outcome="parked"')).toBe(0);
  await bus.publish('t', [message]);
  await becomes(async () => (await counted('message_duration', 'topic="t",outcome="parked"')) === 1);
  await bus.close();
  const broken: Bus = { ...memoryBus(), publish: () => Promise.reject(new Error('the broker is away')) };
  const away = measuredBus(createMetrics('other').registry, broken);
  await expect(away.publish('t', [message])).rejects.toThrow('away');
});

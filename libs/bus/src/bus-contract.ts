import { randomUUID } from 'node:crypto';
import { type Bus, type IncomingMessage, Poison } from './port.js';

/** A bus under test: fresh topics, and where it parks. */
export interface BusUnderTest {
  bus: Bus;
  topic(): Promise<string>;
  parkingTopic: string;
  close(): Promise<void>;
}

/** A list that a handler fills and a test waits for. */
function collector() {
  const seen: IncomingMessage[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  return {
    seen,
    add(message: IncomingMessage) {
      seen.push(message);
      for (const entry of waiting) if (seen.length >= entry.count) entry.done();
    },
    has: (count: number) =>
      new Promise<void>((done) => {
        if (seen.length >= count) done();
        else waiting.push({ count, done });
      }),
  };
}

/** What every bus must do, whatever carries it. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`bus contract: ${name}`, () => {
    let under: BusUnderTest;
    beforeAll(async () => {
      under = await open();
    }, 90_000);
    afterAll(() => under.close(), 60_000);
    const numbers = (count: number, key = 'a') => Array.from({ length: count }, (_, n) => ({ key, value: { n } }));
    const values = (messages: IncomingMessage[]) => messages.map(({ value }) => (value as { n: number }).n);

    it('gives a group every message in order by key, what lay there before and what comes later', async () => {
      const topic = await under.topic();
      await under.bus.publish(topic, numbers(3));
      const got = collector();
      const handler = async (message: IncomingMessage) => got.add(message);
      const subscription = await under.bus.subscribe({ topics: [topic], group: randomUUID(), handler });
      await subscription.caughtUp;
      expect(values(got.seen)).toEqual([0, 1, 2]);
      await under.bus.publish(topic, [{ key: 'a', value: { n: 3 }, headers: { colour: 'red' } }]);
      await got.has(4);
      expect(got.seen[3]).toMatchObject({ topic, key: 'a', value: { n: 3 }, headers: { colour: 'red' } });
      await subscription.stop();
    }, 60_000);

    it('resumes a group where it left off', async () => {
      const topic = await under.topic();
      const group = randomUUID();
      const first = collector();
      await under.bus.publish(topic, numbers(2));
      const one = await under.bus.subscribe({ topics: [topic], group, handler: async (m) => first.add(m) });
      await first.has(2);
      await one.stop();
      await under.bus.publish(topic, [{ key: 'a', value: { n: 2 } }]);
      const second = collector();
      const two = await under.bus.subscribe({ topics: [topic], group, handler: async (m) => second.add(m) });
      await second.has(1);
      expect(values(second.seen)).toEqual([2]);
      await two.stop();
    }, 60_000);

    it('replays everything to each reader, and says when it has caught up', async () => {
      const topic = await under.topic();
      await under.bus.publish(topic, [...numbers(20, 'a'), ...numbers(20, 'b')]);
      for (const reader of ['one', 'two']) {
        const got = collector();
        const handler = async (message: IncomingMessage) => got.add(message);
        const subscription = await under.bus.replay({ topics: [topic], name: reader, handler });
        await subscription.caughtUp;
        expect(got.seen).toHaveLength(40);
        expect(values(got.seen.filter(({ key }) => key === 'b'))).toEqual(numbers(20).map(({ value }) => value.n));
        await subscription.stop();
      }
    }, 60_000);

    it('has caught up at once with an empty topic', async () => {
      const handler = async () => undefined;
      const subscription = await under.bus.replay({ topics: [await under.topic()], name: 'idle', handler });
      await subscription.caughtUp;
      await subscription.stop();
    }, 60_000);

    it('follows from now on: nothing older, and nothing lost from the moment it answers', async () => {
      const topic = await under.topic();
      await under.bus.publish(topic, [...numbers(5, 'a'), ...numbers(5, 'b'), ...numbers(5, 'c')]);
      const got = collector();
      const handler = async (message: IncomingMessage) => got.add(message);
      const subscription = await under.bus.follow({ topics: [topic], name: 'follower', handler });
      await under.bus.publish(topic, [{ key: 'a', value: { n: 100 } }]);
      await subscription.caughtUp;
      await under.bus.publish(topic, [{ key: 'a', value: { n: 101 } }]);
      await got.has(2);
      expect(values(got.seen)).toEqual([100, 101]);
      await subscription.stop();
    }, 60_000);

    it('parks poison with the reason and goes on', async () => {
      const topic = await under.topic();
      const got = collector();
      const parked = collector();
      const parking = await under.bus.replay({
        topics: [under.parkingTopic],
        name: 'parking',
        handler: async (message) => {
          if (message.headers['parked-from']?.startsWith(`${topic}/`)) parked.add(message);
        },
      });
      const handler = async (message: IncomingMessage) => {
        if ((message.value as { n: number }).n === 1) throw new Poison('no such event');
        got.add(message);
      };
      const subscription = await under.bus.subscribe({ topics: [topic], group: randomUUID(), handler });
      await under.bus.publish(topic, numbers(3));
      await Promise.all([got.has(2), parked.has(1)]);
      expect(values(got.seen)).toEqual([0, 2]);
      expect(parked.seen[0]).toMatchObject({ value: { n: 1 }, headers: { 'parked-because': 'no such event' } });
      await Promise.all([subscription.stop(), parking.stop()]);
    }, 60_000);

    it('tries a message again until it is handled', async () => {
      const topic = await under.topic();
      const got = collector();
      let failures = 2;
      const handler = async (message: IncomingMessage) => {
        if (failures-- > 0) throw new Error('database away');
        got.add(message);
      };
      const subscription = await under.bus.subscribe({ topics: [topic], group: randomUUID(), handler });
      await under.bus.publish(topic, numbers(2));
      await got.has(2);
      expect(values(got.seen)).toEqual([0, 1]);
      await subscription.stop();
    }, 60_000);
  });
}

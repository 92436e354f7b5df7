import { kafkaBus } from '@abri/bus/kafka';
import { topics, topicSettings } from '@abri/contracts/topics';
import { testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';

/** The real broker, with all topics under a name of the test's own. */
export async function testBroker(name: string) {
  const stack = await testStack();
  const bus = kafkaBus({
    brokers: stack.brokers,
    clientId: `${name}-test`,
    parkingTopic: topics.parking,
    topicPrefix: `${stack.unique(name)}.`,
  });
  await bus.ensureTopics(topicSettings);
  return {
    bus,
    async stop() {
      await bus.close();
      await stack.stop();
    },
  };
}
export type TestBroker = Awaited<ReturnType<typeof testBroker>>;

/** Waits until a gateway follows what the broker tells. */
export const untilReady = (url: string) =>
  until('the gateway ready', async () => ((await fetch(`${url}/health/ready`)).ok ? true : undefined), {
    withinMs: 30_000,
  });

import { testStack } from '@abri/local-stack/test-stack';
import { busContract } from './bus-contract.js';
import { kafkaBus } from './kafka.js';

busContract('Kafka', async () => {
  const stack = await testStack();
  const parkingTopic = stack.unique('parking');
  const bus = kafkaBus({ brokers: stack.brokers, clientId: 'bus-contract', parkingTopic, topicPrefix: 'contract.' });
  await bus.ensureTopics([{ topic: parkingTopic, partitions: 1, compacted: false }]);
  return {
    bus,
    parkingTopic,
    async topic() {
      const topic = stack.unique('contract');
      await bus.ensureTopics([{ topic, partitions: 3, compacted: true }]);
      return topic;
    },
    async close() {
      await bus.close();
      await stack.stop();
    },
  };
});

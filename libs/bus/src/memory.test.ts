import { randomUUID } from 'node:crypto';
import { busContract } from './bus-contract.js';
import { memoryBus } from './memory.js';

busContract('memory', async () => {
  const bus = memoryBus({ parkingTopic: 'parking' });
  return { bus, topic: async () => randomUUID(), parkingTopic: 'parking', close: () => bus.close() };
});

import { testStack } from '@abri/local-stack/test-stack';
import mongoose from 'mongoose';
import { mongoStore } from './mongo-store.js';
import { storeContract } from './store-contract.js';

storeContract('MongoDB', async () => {
  const stack = await testStack();
  const connection = await mongoose.createConnection(stack.databaseUri('store')).asPromise();
  return {
    store: mongoStore(connection, 'things'),
    async close() {
      await connection.dropDatabase();
      await connection.close();
      await stack.stop();
    },
  };
});

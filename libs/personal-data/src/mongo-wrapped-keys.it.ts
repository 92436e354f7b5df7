import { testStack } from '@abri/local-stack/test-stack';
import mongoose from 'mongoose';
import { mongoWrappedKeys } from './mongo-wrapped-keys.js';
import { wrappedKeysContract } from './wrapped-keys-contract.js';

wrappedKeysContract('MongoDB', async () => {
  const stack = await testStack();
  const connection = await mongoose.createConnection(stack.databaseUri('keys')).asPromise();
  return {
    keys: mongoWrappedKeys(connection),
    async close() {
      await connection.dropDatabase();
      await connection.close();
      await stack.stop();
    },
  };
});

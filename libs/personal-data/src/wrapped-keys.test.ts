import { memoryWrappedKeys } from './wrapped-keys.js';
import { wrappedKeysContract } from './wrapped-keys-contract.js';

wrappedKeysContract('memory', async () => ({ keys: memoryWrappedKeys(), close: async () => undefined }));

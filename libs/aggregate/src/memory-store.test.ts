import { memoryStore } from './memory-store.js';
import { storeContract } from './store-contract.js';

storeContract('memory', async () => ({ store: memoryStore(), close: async () => undefined }));

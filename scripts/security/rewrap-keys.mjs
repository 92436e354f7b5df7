// `npm run keys:rewrap -- <service>`: wraps each person's own key anew under the ring's current master key, so that an
// older master key can be taken out of the ring. It may be broken off and run again, beside the running service.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseKeyRing } from '../../libs/personal-data/dist/key-ring.js';
import { mongoWrappedKeys } from '../../libs/personal-data/dist/mongo-wrapped-keys.js';
import { createVault } from '../../libs/personal-data/dist/vault.js';
import { openDatabase } from '../../libs/service-kit/dist/database.js';
import { createLogger } from '../../libs/service-kit/dist/log.js';
import { serviceDatabase } from '../services.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const services = ['capacity', 'child-followup', 'perpetrator-hosting', 'victim-support', 'programmes'];
const atOnce = 200;

async function main([service, ...others]) {
  if (!services.includes(service) || others.length > 0) {
    console.log(
      `npm run keys:rewrap -- <${services.join(' | ')}>\n\nThe ring: PERSONAL_DATA_KEY_FILE. The database: MONGODB_URI.`,
    );
    return 2;
  }
  const file = process.env.PERSONAL_DATA_KEY_FILE || path.join(root, '.abri/data/personal-data-keys.json');
  const ring = parseKeyRing(readFileSync(file, 'utf8'));
  const uri = serviceDatabase(
    process.env.MONGODB_URI || 'mongodb://127.0.0.1:27117',
    service,
    process.env.ABRI_ISOLATE,
  );
  const connection = await openDatabase(uri, createLogger('rewrap', 'silent'));
  try {
    const keys = mongoWrappedKeys(connection);
    const vault = createVault({ keys, ring });
    let wrapped = 0;
    for (let some = atOnce; some > 0; wrapped += some) some = await vault.rewrap(atOnce);
    const left = await keys.notUnder(ring.current, 1);
    console.log(`${service}: ${wrapped} keys wrapped anew under "${ring.current}"`);
    console.log(
      left.length === 0 ? 'no older key is in use: it can leave the ring' : 'some came in meanwhile: run it again',
    );
    return left.length === 0 ? 0 : 1;
  } finally {
    await connection.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(`Not done: ${error.message}`);
    process.exit(2);
  },
);

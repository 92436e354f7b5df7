// `npm run backup -- SERVICE FOLDER` and `npm run restore -- SERVICE FOLDER`.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../install.mjs';
import { serviceDatabase } from '../services.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const help = `npm run backup  -- SERVICE FOLDER   writes every document of the service's database into a new folder; it may run meanwhile
npm run restore -- SERVICE FOLDER   fills an empty database from it and takes it on to what the topics say; the service must not run

Services: capacity, matching, child-followup, victim-support, perpetrator-hosting, programmes.
MONGODB_URI and, to restore, KAFKA_BROKERS and KAFKA_TOPIC_PREFIX as the service has them (see docs/operations/backup.md).
The folder holds what is confidential, readable to you alone: keep it encrypted, and apart from the keys of personal data.`;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false }, restore: { type: 'boolean', default: false } },
});

async function main() {
  const [service, folder] = positionals;
  if (values.help || !service || !folder) {
    console.log(help);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { MONGODB_URI: uri, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix = '' } = process.env;
  if (!uri || (values.restore && !brokers))
    throw new Error(`MONGODB_URI${values.restore ? ' and KAFKA_BROKERS' : ''} must be set.`);
  await build({ root, folders: ['services/capacity'] });
  const { mongoose, readBackup, writeBackup } = await import('./backup-folder.mjs');
  const { aggregatesOf, restoreDatabase } = await import('./restore-database.mjs');
  if (!Object.hasOwn(aggregatesOf, service)) throw new Error(`There is no service ${service} that keeps aggregates.`);
  const connection = await mongoose.createConnection(serviceDatabase(uri, service)).asPromise();
  try {
    if (!values.restore) {
      const { collections, endedAt } = await writeBackup({ connection, service, folder });
      for (const { name, documents } of collections) console.log(`${String(documents).padStart(9)} ${name}`);
      console.log(`Backed up at ${endedAt} into ${folder}.`);
      return;
    }
    const backup = await readBackup({ folder, service });
    const { takenForward, addressesMissing } = await restoreDatabase({
      connection,
      service,
      backup,
      brokers,
      topicPrefix,
    });
    console.log(
      `Restored from the backup of ${backup.manifest.endedAt}; ${takenForward.length} aggregates were taken on by their events.`,
    );
    if (addressesMissing.length > 0)
      console.log(`These houses have no address any more and need it typed in again: ${addressesMissing.join(', ')}`);
    console.log('Start the service: it tells everybody the restored states.');
  } finally {
    await connection.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

// `npm run audit:verify -- <service>`: walks a service's audit log against the signed checkpoints that lie in its database
// and, out of that database's reach, on the topic of checkpoints. Ends with 0 when it is whole, 1 when it is not, 2 when
// that cannot be told. It takes no right but reading, and the public half of the key is enough for it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topics } from '../../libs/contracts/dist/topics.js';
import { mongoAudit } from '../../libs/service-kit/dist/audit.js';
import { auditPublicKeys } from '../../libs/service-kit/dist/audit-key.js';
import { verifyAudit } from '../../libs/service-kit/dist/audit-verify.js';
import { openDatabase } from '../../libs/service-kit/dist/database.js';
import { createLogger } from '../../libs/service-kit/dist/log.js';
import { serviceDatabase } from '../services.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const audited = ['capacity', 'matching', 'child-followup', 'perpetrator-hosting', 'victim-support', 'programmes'];
const usage = `npm run audit:verify -- <${audited.join(' | ')}> [options]

  --database-only  do not read the topic: what was cut together with its checkpoints then stays unseen
  --help           this text

Where: MONGODB_URI, KAFKA_BROKERS, KAFKA_TOPIC_PREFIX (those of npm start). The key: AUDIT_PUBLIC_KEY_FILE (PEM; where it was
changed all of them, the newest first), or the service's own AUDIT_KEY_FILE (.abri/data/<service>/audit-key.pem).`;

/** What a finding says to a person. */
export const sentenceOf = {
  changed: ({ number }) => `entry ${number} is not what was written, or does not follow from the one before`,
  gap: ({ from, upTo }) => `entries ${from} to ${upTo} are missing`,
  cut: ({ from, upTo }) => `the log was cut: entries ${from} to ${upTo} were there when it was signed`,
  rewritten: ({ number }) => `the log up to entry ${number} is not the one that was signed: it was made anew`,
  forgedCheckpoint: ({ number }) =>
    `a checkpoint (of entry ${number}) was not signed with this key, or with an earlier one too late`,
};

/** The whole log by pages: it may be longer than the memory. */
async function* entriesOf(log, pageSize = 1_000) {
  for (let after = Number.NEGATIVE_INFINITY; ;) {
    const page = await log.after(after, pageSize);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1).number;
  }
}

async function checkpointsOnTopic({ brokers, topicPrefix, service }) {
  const bus = kafkaBus({ brokers, clientId: 'audit-verify', topicPrefix, parkingTopic: topics.parking });
  const found = [];
  try {
    const reading = await bus.replay({
      topics: [topics.auditCheckpoints],
      name: 'audit-verify',
      handler: async ({ key, value }) => void (key === service && found.push(value)),
    });
    await Promise.race([reading.caughtUp, reading.failed.then((error) => Promise.reject(error))]);
    await reading.stop();
    return found;
  } finally {
    await bus.close();
  }
}

/** Verifies the log of one service. `env` as above. Gives the verdict with where checkpoints came from. Throws when it cannot. */
export async function verifyService(service, env, { databaseOnly = false } = {}) {
  const keyFile =
    env.AUDIT_PUBLIC_KEY_FILE || env.AUDIT_KEY_FILE || path.join(root, `.abri/data/${service}/audit-key.pem`);
  const keys = auditPublicKeys(readFileSync(keyFile, 'utf8'));
  const brokers = (env.KAFKA_BROKERS || '127.0.0.1:19092').split(',');
  const topicPrefix = env.KAFKA_TOPIC_PREFIX ?? '';
  const uri = serviceDatabase(env.MONGODB_URI || 'mongodb://127.0.0.1:27117', service, env.ABRI_ISOLATE);
  // The topic first: what is signed while this reads is then in the log, too.
  const outside = databaseOnly ? [] : await checkpointsOnTopic({ brokers, topicPrefix, service });
  const connection = await openDatabase(uri, createLogger('audit-verify', 'silent'));
  try {
    const log = mongoAudit(connection);
    const inside = await log.checkpoints();
    const verdict = await verifyAudit({ service, entries: entriesOf(log), checkpoints: [...outside, ...inside], keys });
    return { ...verdict, outside: outside.length, inside: inside.length };
  } finally {
    await connection.close();
  }
}

async function main() {
  const flag = { type: 'boolean', default: false };
  const { values, positionals } = parseArgs({
    options: { help: flag, 'database-only': flag },
    allowPositionals: true,
  });
  const [service] = positionals;
  if (values.help || positionals.length !== 1 || !audited.includes(service)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const verdict = await verifyService(service, process.env, { databaseOnly: values['database-only'] });
  const { findings, entries, signedUpTo, outside, inside } = verdict;
  console.log(
    `${service}: ${entries} entries, signed up to ${signedUpTo}, ${entries - signedUpTo > 0 ? entries - signedUpTo : 0} not signed yet`,
  );
  console.log(`checkpoints: ${outside} on the topic, ${inside} in the database`);
  for (const finding of findings) console.log(`  ${sentenceOf[finding.finding](finding)}`);
  if (findings.length > 0) return 1;
  if (signedUpTo === 0 && entries > 0) {
    console.log('nothing of it is signed: whether it was cut cannot be told');
    return 2;
  }
  console.log(outside === 0 && entries > 0 ? 'whole, as far as the database itself can tell' : 'whole');
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main().then(
    (code) => process.exit(code),
    (error) => {
      console.error(`It could not be verified: ${error.message}`);
      process.exit(2);
    },
  );

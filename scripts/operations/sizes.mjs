// `npm run sizes`: how many documents and messages there are, and how large they are: what the sums of growth.md start from.
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topicSettings, topics } from '../../libs/contracts/dist/topics.js';
import { serviceDatabase } from '../services.mjs';
import { mongoose } from './backup-folder.mjs';
import { aggregatesOf } from './restore-database.mjs';

const { MONGODB_URI: mongoUri, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix = '' } = process.env;
if (!mongoUri || !brokers) {
  console.error('MONGODB_URI and KAFKA_BROKERS must be set, and KAFKA_TOPIC_PREFIX where the services have one.');
  process.exit(2);
}
const { calculateObjectSize } = mongoose.mongo.BSON;
const show = (name, sizes) => {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const mean = sizes.length === 0 ? 0 : Math.round(bytes / sizes.length);
  if (sizes.length > 0) console.log(`${String(sizes.length).padStart(9)} × ${String(mean).padStart(7)} B  ${name}`);
};

for (const service of Object.keys(aggregatesOf)) {
  const connection = await mongoose
    .createConnection(serviceDatabase(mongoUri, service, topicPrefix.replace(/\.$/, '')))
    .asPromise();
  for (const { name } of await connection.db.listCollections({}, { nameOnly: true }).toArray()) {
    const sizes = [];
    for await (const document of connection.collection(name).find()) sizes.push(calculateObjectSize(document));
    show(`${service}: ${name}`, sizes);
  }
  await connection.close();
}
const sizes = new Map(topicSettings.map(({ topic }) => [topic, []]));
const bus = kafkaBus({
  brokers: brokers.split(','),
  clientId: 'abri-sizes',
  parkingTopic: topics.parking,
  topicPrefix,
});
const reading = await bus.replay({
  topics: [...sizes.keys()],
  name: 'abri-sizes',
  async handler({ topic, key, value, headers }) {
    sizes.get(topic)?.push(Buffer.byteLength(`${key}${JSON.stringify(value)}${Object.entries(headers).join()}`));
  },
});
await reading.caughtUp;
await bus.close();
for (const [topic, found] of sizes) show(topic, found);

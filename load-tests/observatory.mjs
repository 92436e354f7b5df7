// How fast the observatory makes its history: N events through real Kafka (`--events`, 1,000,000 unless given), ten years of them.
// Needs a broker in KAFKA_BROKERS, and the observatory built. Writes results/observatory.json with `--record`.
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaBus } from '@abri/bus/kafka';
import { kafkaLogReader } from '@abri/bus/kafka-log';
import { topics } from '@abri/contracts/topics';
import { table, writeSection } from './section.mjs';

const dist = (file) => new URL(`../services/observatory/dist/${file}`, import.meta.url).href;
const { applyEvent, emptyHistory, eventTopics } = await import(dist('domain/history/history.js'));
const { canonicalOf, historyOf } = await import(dist('domain/history/canonical.js'));
const { reportOf } = await import(dist('domain/report/report.js'));
const { seenAs } = await import(dist('domain/report/views.js'));
const { eventOf } = await import(dist('history-events.js'));
const { rebuildHistory } = await import(dist('rebuild-history.js'));
const { chanceOf } = await import(dist('samples/chance.js'));
const { sampleHistory } = await import(dist('samples/history.js'));

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const wanted = Number(option('events', '1000000'));
const brokers = (process.env.KAFKA_BROKERS ?? '127.0.0.1:19092').split(',');
const prefix = `load-${randomUUID().slice(0, 8)}.`;
const round = (value, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Runs something, and tells how long it took on the wall and on the processor: seconds. */
async function timed(work) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const used = process.cpuUsage(cpu);
  return { value, wallS: (performance.now() - wall) / 1_000, cpuS: (used.user + used.system) / 1e6 };
}

const kafka = new Kafka({ brokers, clientId: 'load', logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
const bus = kafkaBus({
  brokers,
  clientId: 'load',
  parkingTopic: topics.parking,
  topicPrefix: prefix,
  makesTopics: true,
});
await bus.ensureTopics(eventTopics.map((topic) => ({ topic, partitions: 6, compacted: false })));
await bus.close();
const producer = kafka.producer();
await producer.connect();
const lines = [];
let events = 0;
let bytes = 0;
for (let seed = 1; events < wanted; seed++) {
  const perAggregate = sampleHistory(chanceOf(seed), { aggregates: 2_000, years: 10 });
  const byTopic = new Map(eventTopics.map((topic) => [topic, []]));
  for (const own of perAggregate)
    for (const { topic, event } of own) {
      if (events >= wanted) break;
      const value = JSON.stringify({ ...event, aggregateId: `${seed}-${event.aggregateId}` });
      byTopic.get(topic).push({ key: `${seed}-${event.aggregateId}`, value });
      if (lines.length < 100_000) lines.push([topic, Buffer.from(value)]);
      events += 1;
      bytes += value.length;
    }
  await producer.sendBatch({
    acks: 1,
    topicMessages: [...byTopic].map(([topic, messages]) => ({ topic: prefix + topic, messages })),
  });
  process.stderr.write(`\r${events} events published   `);
}
await producer.disconnect();

const reader = kafkaLogReader({ brokers, clientId: 'load', topicPrefix: prefix });
const until = await reader.ends(eventTopics);
const rebuild = await timed(() =>
  rebuildHistory({
    reader,
    until,
    progress: ({ done, seconds }) => process.stderr.write(`\r${done} read, ${Math.round(done / seconds)}/s   `),
  }),
);
const { live, messages, unreadable } = rebuild.value;
await admin.deleteTopics({ topics: eventTopics.map((topic) => prefix + topic) });
await admin.disconnect();

// The same work without the broker: what reading an event and counting it costs by themselves.
const read = await timed(async () => lines.map(([topic, value]) => eventOf(topic, value)));
const fold = await timed(async () => {
  const history = emptyHistory();
  for (const event of read.value) applyEvent(history, event);
});
const written = await timed(async () => canonicalOf(live.history));
const restored = await timed(async () => historyOf(written.value));
const same = createHash('sha256').update(canonicalOf(restored.value)).digest('hex');

const { tally } = live.history;
const reports = [];
const reporting = process.cpuUsage();
for (let round = 0; round < 200; round++) {
  const year = 2012 + (round % 10);
  const before = performance.now();
  JSON.stringify(seenAs(round % 2 === 0 ? 'full' : 'outside', reportOf(tally, year, '2030-01-01')));
  reports.push(performance.now() - before);
}
const reportCpu = process.cpuUsage(reporting);
reports.sort((a, b) => a - b);

const result = {
  at: new Date().toISOString(),
  machine: { cpus: cpus().length, node: process.version, loadAverage: loadavg().map((load) => round(load)) },
  events,
  bytesPerEvent: Math.round(bytes / events),
  years: tally.size,
  rebuild: {
    messages,
    unreadable,
    wallS: round(rebuild.wallS),
    cpuS: round(rebuild.cpuS),
    eventsPerS: Math.round(messages / rebuild.wallS),
    eventsPerCpuS: Math.round(messages / rebuild.cpuS),
  },
  withoutBroker: {
    readAndCheckedPerCpuS: Math.round(lines.length / read.cpuS),
    countedPerCpuS: Math.round(lines.length / fold.cpuS),
  },
  snapshot: {
    megabytes: round(written.value.length / 1e6),
    writtenCpuS: round(written.cpuS, 2),
    restoredCpuS: round(restored.cpuS, 2),
    same: same === createHash('sha256').update(written.value).digest('hex'),
  },
  reportMs: {
    times: reports.length,
    meanCpu: round((reportCpu.user + reportCpu.system) / 1e3 / reports.length, 2),
    p50: round(reports[99], 2),
    p99: round(reports[197], 2),
    most: round(reports[199], 2),
  },
};
process.stderr.write('\n');
console.log(JSON.stringify(result, null, 2));
if (process.argv.includes('--record')) {
  const file = fileURLToPath(new URL('results/observatory.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  const { rebuild: all, withoutBroker: bare, reportMs: asked } = result;
  const rows = [
    [`rebuild of ${all.messages} messages from the topics`, `${all.wallS} s (processor: ${all.cpuS} s)`],
    ['messages a second through the projections, from Kafka', all.eventsPerS],
    ['messages a second of processor, from Kafka', all.eventsPerCpuS],
    ['of these, read and checked only, from memory', bare.readAndCheckedPerCpuS],
    ['of these, counted only', bare.countedPerCpuS],
    [
      'snapshot',
      `${result.snapshot.megabytes} MB, restored in ${result.snapshot.restoredCpuS} s, the same to the byte`,
    ],
    [`yearly report at ${result.years} years, p50`, `${asked.p50} ms`],
    [`yearly report at ${result.years} years, p99 of ${asked.times}`, `${asked.p99} ms`],
  ];
  const where = `${result.machine.cpus} cores, node ${result.machine.node}, load ${result.machine.loadAverage[0]} at the end`;
  await writeSection('observatory', `${where}.\n\n${table(['what', 'measured'], rows)}`);
}

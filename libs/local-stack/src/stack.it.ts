import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { freePorts } from './ports.js';
import { type Stack, startStack } from './stack.js';
import { until } from './until.js';

// These tests start and kill servers, so they never use the ones of KAFKA_BROKERS and MONGODB_URI.
const env: NodeJS.ProcessEnv = { ...process.env };
delete env.KAFKA_BROKERS;
delete env.MONGODB_URI;

const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-stack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string) => ({ dataDir: path.join(folder, name, 'data'), logDir: path.join(folder, name, 'logs') });
const anyPorts = { kafka: 0, kafkaController: 0, mongo: 0 };

/** The processes of this test's folder, as their command lines. */
function left(name: string): Promise<string> {
  return new Promise((resolve) => {
    const ps = spawn('ps', ['-eo', 'pid,args'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    ps.stdout.on('data', (part: Buffer) => (text += part.toString()));
    ps.on('close', () =>
      resolve(
        text
          .split('\n')
          .filter((line) => line.includes(path.join(folder, name)))
          .join('\n'),
      ),
    );
  });
}
const nothingLeft = (name: string) =>
  until('no process is left', async () => ((await left(name)) === '' ? true : undefined), { withinMs: 30_000 });

async function produceAndConsume(brokers: string, topic: string, values: string[]): Promise<string[]> {
  const kafka = new Kafka({ clientId: 'it', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  if (values.length > 0) await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId: `it-${Date.now()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seen: string[] = [];
  await consumer.run({ eachMessage: async ({ message }) => void seen.push(message.value?.toString() ?? '') });
  await until('the messages arrive', async () => (seen.length >= Math.max(values.length, 2) ? true : undefined), {
    withinMs: 30_000,
  });
  await consumer.disconnect();
  return seen;
}

describe.each(['secantus', 'java'])('a stack with %s', (kind) => {
  let stack: Stack;
  const at = place(kind);
  let available = true;

  it('works as Kafka and as MongoDB, keeps both across a restart, and empties both with fresh', async () => {
    try {
      stack = await startStack({ ...at, ports: anyPorts, env: { ...env, ABRI_MONGO: kind } });
    } catch (error) {
      if (kind === 'secantus' && String(error).includes('no secantusd-rs on the PATH')) {
        available = false;
        return;
      }
      throw error;
    }
    expect(await produceAndConsume(stack.brokers, 'kept', ['a', 'b'])).toEqual(['a', 'b']);
    const client = new MongoClient(stack.mongoUri);
    const beds = client.db('it').collection<{ _id: string; version: number }>('beds');
    await beds.insertOne({ _id: 'x', version: 1 }, { writeConcern: { w: 'majority' } });
    const after = await beds.findOneAndUpdate(
      { _id: 'x', version: 1 },
      { $inc: { version: 1 } },
      { returnDocument: 'after' },
    );
    expect(after?.version).toBe(2);
    expect(await beds.findOneAndUpdate({ _id: 'x', version: 1 }, { $inc: { version: 1 } })).toBeNull();
    await client.close();
    await stack.stop();
    await nothingLeft(kind);

    // The keeper of the data is remembered: no ABRI_MONGO is needed to find them again.
    const rest = { ...env };
    delete rest.ABRI_MONGO;
    stack = await startStack({ ...at, ports: anyPorts, env: rest });
    expect(await produceAndConsume(stack.brokers, 'kept', [])).toEqual(['a', 'b']);
    const again = new MongoClient(stack.mongoUri);
    expect(await again.db('it').collection('beds').find().toArray()).toEqual([{ _id: 'x', version: 2 }]);
    await again.close();
    await stack.stop();

    stack = await startStack({ ...at, ports: anyPorts, fresh: true, env: { ...env, ABRI_MONGO: kind } });
    const empty = new MongoClient(stack.mongoUri);
    expect(await empty.db('it').collection('beds').countDocuments()).toBe(0);
    await empty.close();
    await stack.stop();
  }, 180_000);

  it('says so when a server ends by itself, and the rest can be stopped', async () => {
    if (!available) return;
    stack = await startStack({ ...at, ports: anyPorts, env: { ...env, ABRI_MONGO: kind } });
    const broker = Number(
      (await left(kind))
        .split('\n')
        .find((line) => line.includes('kafka.Kafka'))
        ?.trim()
        .split(' ')[0],
    );
    process.kill(broker, 'SIGKILL');
    const error = await stack.failed;
    expect(error.message).toContain('kafka was ended by SIGKILL');
    await stack.stop();
    await nothingLeft(kind);
  }, 120_000);
});

describe('what can go wrong', () => {
  it('names a port in use and starts nothing', async () => {
    const [kafka = 0, kafkaController = 0, mongo = 0] = await freePorts(3);
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(kafka, '127.0.0.1', resolve));
    const start = startStack({ ...place('clash'), ports: { kafka, kafkaController, mongo }, env });
    await expect(start).rejects.toThrow(`Port ${kafka}, which Kafka needs, is in use`);
    server.close();
    expect(await left('clash')).toBe('');
  }, 30_000);

  it('shows the last log lines of a broker that does not come up, and leaves no process', async () => {
    const at = place('broken');
    // Java 17 is there, but this broker gets settings that it refuses.
    const jvm = { ...env, JAVA_TOOL_OPTIONS: '-Dabri=1' };
    const first = await startStack({ ...at, ports: anyPorts, env: jvm });
    await first.stop();
    const meta = path.join(at.dataDir, 'kafka', 'log', 'meta.properties');
    writeFileSync(meta, readFileSync(meta, 'utf8').replace('node.id=1', 'node.id=7'));
    await expect(startStack({ ...at, ports: anyPorts, env: jvm })).rejects.toThrow(
      /Kafka did not come up: .*ended while it was starting[\s\S]*node/i,
    );
    await nothingLeft('broken');
  }, 120_000);

  it('refuses to pair kept topics with another database', async () => {
    const at = place('broken');
    const start = startStack({ ...at, ports: anyPorts, env: { ...env, MONGODB_URI: 'mongodb://127.0.0.1:1' } });
    await expect(start).rejects.toThrow('another pair of Kafka and MongoDB');
  }, 60_000);

  it('ends the servers when the process that started them is killed', async () => {
    const at = place('orphans');
    const script = `require(${JSON.stringify(path.join(__dirname, '..', 'dist', 'stack.js'))})
      .startStack(${JSON.stringify({ ...at, ports: anyPorts })}).then(() => console.log('up'), (e) => { console.log(e.message); process.exit(1); });`;
    const parent = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const said = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (part: Buffer) => resolve(`${part}`)),
    );
    expect(said.trim()).toBe('up');
    expect(await left('orphans')).not.toBe('');
    parent.kill('SIGKILL');
    await nothingLeft('orphans');
  }, 120_000);
});

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Child, launch } from '@abri/local-stack/child';
import { startGuard } from '@abri/local-stack/guard';
import { ensureJars, javaFolder } from '@abri/local-stack/jars';
import { clusterId } from '@abri/local-stack/kafka';
import { freePorts } from '@abri/local-stack/ports';
import { until } from '@abri/local-stack/until';
import { Kafka, logLevel } from 'kafkajs';

const run = promisify(execFile);
const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const keytool = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'keytool') : 'keytool';
export const passwordOf = (user: string): string => `password-of-${user}`;

/** A real broker as the chart expects one outside: TLS, SCRAM, and rights that deny what nobody has allowed. */
export interface SecuredBroker {
  broker: string;
  /** The file with the authority that signed the broker. */
  caFile: string;
  folder: string;
  stop(): Promise<void>;
}

/** Starts it with these users beside `admin`, who may do everything. */
export async function securedBroker(users: readonly string[]): Promise<SecuredBroker> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-secured-'));
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const caFile = await certificate(folder);
  const settings = path.join(folder, 'server.properties');
  await writeFile(settings, properties({ folder, port, controllerPort }));
  const cacheDir = path.join(__dirname, '..', '..', '.abri');
  const classPath = await ensureJars('kafka', { cacheDir, report: () => undefined });
  const jvm = ['-cp', classPath, `-Dlog4j2.configurationFile=${path.join(javaFolder('kafka'), 'log4j2.properties')}`];
  const scram = ['admin', ...users].flatMap((user) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${user},password=${passwordOf(user)}]`,
  ]);
  const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId(Buffer.alloc(16, 7)), '-c', settings];
  await run(java, [...jvm, '-Xmx128m', ...format, ...scram], { timeout: 60_000 });
  const child = launch({
    name: 'secured-kafka',
    command: java,
    args: ['-Xmx384m', '-Djava.awt.headless=true', ...jvm, 'kafka.Kafka', settings],
    logFile: path.join(folder, 'kafka.log'),
    guard: startGuard(),
  });
  const broker = `127.0.0.1:${port}`;
  await untilItAnswers(child, broker, caFile);
  return {
    broker,
    caFile,
    folder,
    async stop() {
      await child.stop(2_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A client of kafkajs that may do everything. */
export async function admin(broker: string, caFile: string): Promise<Kafka> {
  return new Kafka({
    brokers: [broker],
    clientId: 'admin',
    logLevel: logLevel.NOTHING,
    ssl: { ca: [await readFile(caFile, 'utf8')] },
    sasl: { mechanism: 'scram-sha-512', username: 'admin', password: passwordOf('admin') },
    retry: { retries: 0 },
  });
}

async function untilItAnswers(child: Child, broker: string, caFile: string) {
  const client = (await admin(broker, caFile)).admin();
  try {
    const answers = async () => {
      await client.connect();
      await client.describeGroups(['nobody']);
      return true as const;
    };
    await until('the secured broker answers', answers, { withinMs: 90_000, everyMs: 300 });
  } catch (error) {
    await child.stop(1_000);
    throw new Error(`${String(error)}\n${child.lastLines(30)}`, { cause: error });
  } finally {
    await client.disconnect();
  }
}

async function certificate(folder: string): Promise<string> {
  const store = ['-keystore', path.join(folder, 'broker.p12'), '-storetype', 'PKCS12', '-storepass', 'changeit'];
  const key = ['-alias', 'broker', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2'];
  await run(keytool, ['-genkeypair', ...store, ...key, '-dname', 'CN=broker', '-ext', 'SAN=ip:127.0.0.1']);
  const caFile = path.join(folder, 'ca.crt');
  await run(keytool, ['-exportcert', '-rfc', '-alias', 'broker', '-file', caFile, ...store]);
  return caFile;
}

const properties = (o: { folder: string; port: number; controllerPort: number }) =>
  [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${o.controllerPort}`,
    `listeners=SASL_SSL://127.0.0.1:${o.port},CONTROLLER://127.0.0.1:${o.controllerPort}`,
    `advertised.listeners=SASL_SSL://127.0.0.1:${o.port}`,
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=SASL_SSL',
    'listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms=SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule ' +
      `required username="admin" password="${passwordOf('admin')}";`,
    `ssl.keystore.location=${path.join(o.folder, 'broker.p12')}`,
    'ssl.keystore.type=PKCS12',
    'ssl.keystore.password=changeit',
    `ssl.truststore.location=${path.join(o.folder, 'broker.p12')}`,
    'ssl.truststore.type=PKCS12',
    'ssl.truststore.password=changeit',
    'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The controller's own listener is on this machine alone, and signs nobody in.
    'super.users=User:admin;User:ANONYMOUS',
    `log.dirs=${path.join(o.folder, 'log')}`,
    'auto.create.topics.enable=false',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=2',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    'log.cleaner.dedupe.buffer.size=16777216',
    '',
  ].join('\n');

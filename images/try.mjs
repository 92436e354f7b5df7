// Tries what the images hold where there is no container engine: fills a folder as the Dockerfile does, adds Node and the
// libraries that it is linked to, and starts the service there by chroot, as the image's user, with nothing writable.
// sudo node images/try.mjs [service …]   with KAFKA_BROKERS and MONGODB_URI of servers that run, else it starts some.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { collect } from './collect.mjs';

const require = createRequire(import.meta.url);
const { testStack } = require('../libs/local-stack/dist/test-stack.js');
const { GaveUp, until } = require('../libs/local-stack/dist/until.js');
const { newKeyRingText } = require('../libs/personal-data/dist/key-ring.js');
const { newAuditKeyText } = require('../libs/service-kit/dist/audit-key.js');

const all = [
  ...['capacity', 'matching', 'observatory', 'child-followup', 'perpetrator-hosting', 'victim-support'],
  ...['programmes', 'gateway'],
];
const user = { uid: 10_001, gid: 10_001 };
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : all;

/** The file system of an image: Node with its libraries, the application, the secrets of this try. */
function fill(service, folder) {
  collect(service, path.join(folder, 'app'));
  const node = process.execPath;
  const linked = execFileSync('ldd', [node], { encoding: 'utf8' }).matchAll(/(\/[^\s]+\.so[^\s]*)/g);
  for (const file of [node, ...[...linked].map(([, library]) => library)])
    cpSync(file, path.join(folder, file === node ? '/usr/local/bin/node' : file), {
      dereference: true,
      recursive: true,
    });
  mkdirSync(path.join(folder, 'etc'), { recursive: true });
  for (const file of ['/etc/resolv.conf', '/etc/hosts']) cpSync(file, path.join(folder, file), { dereference: true });
  mkdirSync(path.join(folder, 'run/abri'), { recursive: true });
  const secrets = {
    'session-secret': randomBytes(32).toString('hex'),
    'personal-data-keys': newKeyRingText(),
    'safety-pad-key': randomBytes(32).toString('hex'),
    'audit-key': newAuditKeyText(),
  };
  for (const [name, text] of Object.entries({ ...secrets, 'oidc-client-secret': 'of-nobody' })) {
    const file = path.join(folder, 'run/abri', name);
    writeFileSync(file, text);
    chmodSync(file, 0o444);
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Runs Node inside the folder as the image's user. Gives the process and what it says. */
function runInside(folder, args, env) {
  const [script, ...rest] = args;
  const inside = ['--userspec', `${user.uid}:${user.gid}`, folder, '/usr/local/bin/node', `/app/${script}`, ...rest];
  const options = { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin', ...env } };
  const started = spawn('chroot', inside, options);
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (part) => (said += part));
  const ended = new Promise((resolve) => started.once('exit', (code, signal) => resolve(code ?? signal)));
  return { started, said: () => said, ended };
}

async function tryOne(service, folder, env) {
  const port = await freePort();
  const { started, said, ended } = runInside(folder, [`services/${service}/dist/main.js`], {
    ...env,
    PORT: String(port),
  });
  let gone;
  void ended.then((how) => (gone = how));
  const ready = async () => {
    if (gone !== undefined) throw new GaveUp(`it ended with ${gone}`);
    // Another program may have taken the port meanwhile: what answers must be what has just said that it listens.
    if (!said().includes(`"port":${port}`)) return undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    return answer?.status === 200 || undefined;
  };
  try {
    await until(`${service} is ready`, ready, { withinMs: 90_000, everyMs: 200 });
  } catch (error) {
    started.kill('SIGKILL');
    throw new Error(`${service}: ${error.message}\n${said()}`, { cause: error });
  }
  started.kill('SIGTERM');
  const how = await ended;
  if (how !== 0) throw new Error(`${service} ended with ${how} after SIGTERM:\n${said()}`);
}

const size = (folder) => execFileSync('du', ['-sh', folder], { encoding: 'utf8' }).split('\t')[0];

async function main() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'abri-image-'));
  chmodSync(root, 0o755);
  const stack = await testStack();
  try {
    const prefix = `${stack.unique('image')}.`;
    const common = {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: stack.brokers.join(','),
      KAFKA_TOPIC_PREFIX: prefix,
      KAFKA_MAKE_TOPICS: 'false',
      OIDC_ISSUER: 'https://issuer.example',
      BASE_URL: 'https://abri.example',
      ...{ SESSION_SECRET_FILE: '/run/abri/session-secret', OIDC_CLIENT_SECRET_FILE: '/run/abri/oidc-client-secret' },
      PERSONAL_DATA_KEY_FILE: '/run/abri/personal-data-keys',
      SAFETY_PAD_KEY_FILE: '/run/abri/safety-pad-key',
      AUDIT_KEY_FILE: '/run/abri/audit-key',
    };
    let topicsAreThere = false;
    for (const service of wanted) {
      const folder = path.join(root, service);
      fill(service, folder);
      if (!topicsAreThere) {
        const job = runInside(folder, ['node_modules/@abri/bus/dist/make-topics.js'], common);
        if ((await job.ended) !== 0) throw new Error(`the topic job failed:\n${job.said()}`);
        console.log(job.said().trim());
        topicsAreThere = true;
      }
      await tryOne(service, folder, { ...common, MONGODB_URI: stack.databaseUri(service) });
      console.log(`${service}: ready from its own ${size(path.join(folder, 'app'))}, and ended in order`);
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    await stack.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);

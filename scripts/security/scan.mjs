// `npm run security`: starts Abri with data of its own, enters the demonstration's people, and looks for every name, address,
// phone number, birth date and text that it entered: in all topics, logs, metrics, spans (and the addresses in them) and
// collections. With `-- --year 2012` (and `--until 2012-02-01`) the people are those of a replayed year. Before the search it
// lets schemathesis ask every service, where SCHEMATHESIS names that program (pip install schemathesis).
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topicSettings, topics } from '../../libs/contracts/dist/topics.js';
import { tokenOf } from '../demo/ask.mjs';
import { databases, serviceDatabase } from '../services.mjs';
import { startSystem } from '../system.mjs';
import { finderOf, noteBodies } from './words.mjs';

const { values: wanted } = parseArgs({ options: { year: { type: 'string' }, until: { type: 'string' } } });
/** The servers may be shared: this run is its own. A replay has servers of its own always. */
const isolate = wanted.year ? undefined : `scan${Date.now().toString(36)}`;
/** Where something lies in clear by design: the names of the teams' own workers, who share first names with others. */
const byDesign = new Set(['child-followup.teams']);

const pieceLength = 16_000_000;
/** Lines in pieces that a search can take: a replayed year has more than one text can hold. */
async function* inPieces(lines) {
  let piece = [];
  let length = 0;
  for await (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length < pieceLength) continue;
    yield piece.join('\n');
    [piece, length] = [[], 0];
  }
  yield piece.join('\n');
}

/** Takes spans as the collector does, and keeps them as they came. */
async function spanSink() {
  const chunks = [];
  const server = createServer((req, res) => {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', () => {
      chunks.push(Buffer.concat(parts));
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    *texts() {
      for (const chunk of chunks) yield chunk.toString('utf8');
    },
    stop: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}

async function onTopics({ brokers }) {
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'scan',
    topicPrefix: isolate ? `${isolate}.` : '',
    parkingTopic: topics.parking,
  });
  const found = [];
  try {
    const names = topicSettings.map(({ topic }) => topic);
    const reading = await bus.replay({
      topics: names,
      name: 'scan',
      handler: async (one) => void found.push(JSON.stringify(one)),
    });
    await reading.caughtUp;
    await reading.stop();
    return found;
  } finally {
    await bus.close();
  }
}

async function inDatabases({ mongoUri }) {
  const found = [];
  for (const service of Object.keys(databases)) {
    const connection = await mongoose.createConnection(serviceDatabase(mongoUri, service, isolate)).asPromise();
    for (const { name } of await connection.db.listCollections().toArray()) {
      const rows = await connection.collection(name).find().toArray();
      found.push([`${service}.${name}`, rows.map((row) => JSON.stringify(row))]);
    }
    await connection.close();
  }
  return found;
}

/** Opened when the first line is asked for: a reader that waits for that loses what it has read. */
async function* linesOf(file) {
  yield* createInterface({ input: createReadStream(file) });
}

/** Each log with its lines. */
async function inLogs(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.log/.test(file));
  return files.map((file) => [`log ${file}`, linesOf(path.join(folder, file))]);
}

const metricsOf = (urls) =>
  Promise.all(
    Object.entries(urls)
      .filter(([name]) => name !== 'dev-issuer')
      .map(async ([name, url]) => [`metrics of ${name}`, [await (await fetch(`${url}/metrics`)).text()]]),
  );

/** Lets schemathesis ask one service with a token of every role; gives what it said when it found something. */
async function schemathesis(tool, { service, url, token, folder }) {
  // Refinements are not in a JSON schema: a body that fits it may still be refused, and says why. Refused methods are express's.
  const left =
    'positive_data_acceptance,negative_data_rejection,unsupported_method,ignored_auth,missing_required_header';
  const args = ['run', `${url}/openapi.json`, '--url', url, '-H', `Authorization: Bearer ${token}`];
  const more = [
    '--checks',
    'all',
    '--exclude-checks',
    left,
    '--max-examples',
    '10',
    '--phases',
    'examples,coverage,fuzzing',
  ];
  const options = [
    '--exclude-path-regex',
    'stream$|replay/clock',
    '--warnings',
    'off',
    '--no-color',
    '--seed',
    '1',
    '--continue-on-failure',
  ];
  const { status, stdout, stderr, error } = spawnSync(tool, [...args, ...more, ...options], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (error?.code === 'ENOENT') return undefined;
  await writeFile(path.join(folder, `schemathesis-${service}.txt`), stdout + stderr);
  return { fine: status === 0, said: stdout };
}

const startDemo = ({ folder, logDir, env }) =>
  startSystem({ ports: 'any', isolate, dataDir: path.join(folder, 'data'), logDir, env, report: console.log });

/** A system in which a year has happened. */
async function replayed({ folder, env, noted }) {
  const { replay } = await import('../replay/main.mjs');
  const { system, refused, brokenOff } = await replay({
    ...{ year: Number(wanted.year), scale: 1, seed: 1, arrondissement: '596', lastDay: wanted.until },
    ...{ folder, env, report: console.log, ports: 'any', heard: noted.note },
  });
  if (brokenOff) throw new Error('the replay was broken off');
  console.log(`the year was entered; ${refused.length} steps of it were refused`);
  return system;
}

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-security-'));
  const logDir = path.join(folder, 'logs');
  const spans = await spanSink();
  const noted = noteBodies();
  const problems = [];
  const say = (line) => console.log(line);
  const env = {
    ...process.env,
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: spans.url,
    OTEL_TRACES_SAMPLER: 'always_on',
  };
  const system = await (wanted.year ? replayed({ folder, env, noted }) : startDemo({ folder, logDir, env }));
  let stopped = false;
  try {
    const { urls, issuer, brokers, mongoUri } = system;
    if (process.env.SCHEMATHESIS) {
      const token = await tokenOf(issuer, 'abri-demo');
      for (const service of Object.keys(databases)) {
        const outcome = await schemathesis(process.env.SCHEMATHESIS, { service, url: urls[service], token, folder });
        if (!outcome) problems.push('SCHEMATHESIS is no program');
        else if (outcome.fine) say(`schemathesis: ${service} answers as its document says`);
        else problems.push(`schemathesis: ${service}\n${outcome.said.slice(-6_000)}`);
      }
    } else say('schemathesis: left out (SCHEMATHESIS names the program: pip install schemathesis)');

    const authorization = `Bearer ${await tokenOf(issuer, 'abri-demo')}`;
    const ask = (service, path) => fetch(`${urls[service]}${path}`, { headers: { authorization } });
    // A family may be called as a house is, whose name everybody in the network may read.
    const houses = (await (await ask('capacity', '/shelters')).json()).shelters.map(({ name }) => name).join('\n');
    const words = noted.words().filter((word) => !houses.includes(word));
    const find = finderOf(words);
    say(`${words.length} words of ${noted.bodies()} bodies are looked for`);
    if (words.length < 50) problems.push('too little was entered for the search to say anything');
    const stored = await inDatabases({ mongoUri });
    const shown = await ask('child-followup', '/cases');
    if (find(await shown.text()).length === 0) problems.push('the search finds nothing even where names are shown');
    const places = [
      ...stored.filter(([place]) => !byDesign.has(place)),
      ['topics', await onTopics({ brokers })],
      ...(await metricsOf(urls)),
    ];
    await system.stop();
    stopped = true;
    places.push(...(await inLogs(logDir)), ['spans', spans.texts()]);
    let characters = 0;
    for (const [place, lines] of places) {
      const found = new Set();
      for await (const text of inPieces(lines)) {
        characters += text.length;
        for (const word of find(text)) found.add(word);
      }
      if (found.size > 0)
        problems.push(`${place} holds ${found.size} of them, such as ${[...found].slice(0, 5).join(' / ')}`);
    }
    say(`looked at ${places.length} places, ${Math.round(characters / 1_000)} kB`);
  } finally {
    noted.stop();
    if (!stopped) await system.stop();
    await spans.stop();
    if (problems.length === 0) await rm(folder, { recursive: true, force: true });
    else say(`kept for a look: ${folder}`);
  }
  for (const problem of problems) say(`PROBLEM: ${problem}`);
  say(problems.length === 0 ? '1 passed, 0 failed' : `0 passed, ${problems.length} failed`);
  return problems.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(2);
  },
);

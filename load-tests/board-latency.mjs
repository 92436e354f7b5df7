// Measures the operators' board from commit to screen: `node load-tests/board-latency.mjs [a second] [seconds] [other viewers]`.
// The real services on free ports with data of their own (KAFKA_BROKERS and MONGODB_URI: on those servers), a real browser on
// the board, households who come open loop. Commit: the time in the event, taken before its write, so that the write counts
// too. Screen: the code of the request stands in a frame that was drawn. Same machine, same clock.
/* global window, document, requestAnimationFrame, MutationObserver -- inside the page */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { kafkaBus } from '../libs/bus/dist/kafka.js';
import { topics } from '../libs/contracts/dist/topics.js';
import { startSystem } from '../scripts/system.mjs';
import { householdOf } from './dist/run/households.js';
import { sessionOf } from './dist/run/sign-in.js';
import { world } from './dist/run/world.js';

const [rate = 5, seconds = 60, viewers = 20] = process.argv.slice(2).map(Number);
const loadBefore = os.loadavg()[0] / os.cpus().length;
const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-board-'));
const isolate = process.env.KAFKA_BROKERS ? `latency-${randomBytes(4).toString('hex')}` : undefined;
const system = await startSystem({
  ...{ ports: 'any', dataDir: path.join(folder, 'data'), logDir: path.join(folder, 'logs'), isolate },
  with: ['dev-issuer', 'capacity', 'matching', 'observatory', 'gateway'],
  env: { ...process.env, API_REQUESTS_A_MINUTE: '1000000' },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const leave = new AbortController();

try {
  const { gateway } = system.urls;
  const doors = { issuer: system.issuer, gateway };
  const hotline = await sessionOf(doors, 'hotline@abri.test');
  const page = await openBoard(gateway);
  const watching = await sessionOf(doors, 'observatory@abri.test');
  await Promise.all(Array.from({ length: viewers }, () => followBoard(gateway, watching)));

  const calls = new Map();
  const ask = async (number) => {
    const askedMs = Date.now();
    const made = await post(gateway, hotline, '/matching/placements', householdOf(world, 12, number));
    calls.set(made.requestId, { reference: made.reference, askedMs });
    // The bed is given back once the page has shown the code, so that there are beds for all.
    await page.waitForFunction((code) => window.shownAt.has(code), made.reference, { timeout: 20_000 });
    await post(gateway, hotline, `/matching/placements/${made.requestId}/withdraw`, { reason: 'callerChangedMind' });
  };
  // The first ones find cold code on every side.
  for (let number = 0; number < 20; number++) await ask(number);
  calls.clear();
  const asked = [];
  const startedMs = Date.now();
  for (let number = 0; number < rate * seconds; number++) {
    await pause(Math.max(0, startedMs + (number * 1_000) / rate - Date.now()));
    asked.push(ask(1_000 + number));
  }
  await Promise.all(asked);

  const shownAt = new Map(await page.evaluate(() => [...window.shownAt]));
  const commits = await commitTimes(calls);
  const twice = new Set();
  const seen = new Set();
  for (const { reference } of calls.values()) (seen.has(reference) ? twice : seen).add(reference);
  const told = [...calls].filter(([, { reference }]) => !twice.has(reference));
  const commitToScreen = told.map(([id, { reference }]) => shownAt.get(reference) - commits.get(id));
  const askToScreen = told.map(([, { reference, askedMs }]) => shownAt.get(reference) - askedMs);
  const record = {
    at: new Date().toISOString(),
    unit: 'milliseconds',
    arrivalsASecond: rate,
    seconds,
    otherViewers: viewers,
    requests: told.length,
    commitToScreen: percentiles(commitToScreen),
    askToScreen: percentiles(askToScreen),
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model}`,
    loadBefore: Math.round(loadBefore * 100) / 100,
    parts: 'Kafka, database, all services, browser and this runner on one machine',
  };
  console.log(record);
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'results', `board-latency-${rate}.json`);
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`recorded in ${path.relative(process.cwd(), file)}`);
} finally {
  leave.abort();
  await browser.close();
  await system.stop();
  await rm(folder, { recursive: true, force: true });
}

/** The board in a browser; `window.shownAt` has, for each code, when it first stood in a drawn frame. */
async function openBoard(gateway) {
  const context = await browser.newContext({ baseURL: gateway, viewport: { width: 1920, height: 1080 } });
  const opened = await context.newPage();
  await opened.goto('/auth/login');
  await opened.fill('input[type=email]', 'operator@abri.test');
  await opened.fill('input[type=password]', 'abri-demo');
  await opened.keyboard.press('Enter');
  await opened.getByRole('navigation').first().waitFor();
  await opened.goto('/board');
  await opened.locator('[data-testid=stream-state][data-state=live]').waitFor();
  await opened.evaluate(() => {
    window.shownAt = new Map();
    const look = () => {
      const codes = [...document.querySelectorAll('main li strong.mono')].map(({ textContent }) => textContent);
      const fresh = codes.filter((code) => !window.shownAt.has(code));
      if (fresh.length === 0) return;
      // The next frame draws what has just changed; a message sent in it comes back when it has been drawn.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const now = performance.timeOrigin + performance.now();
          for (const code of fresh) if (!window.shownAt.has(code)) window.shownAt.set(code, now);
        };
        port2.postMessage(null);
      });
    };
    new MutationObserver(look).observe(document.querySelector('main'), {
      ...{ childList: true, subtree: true, characterData: true },
    });
    look();
  });
  return opened;
}

/** Somebody else who has the board open: what is sent to them is read and thrown away. */
async function followBoard(gateway, session) {
  const answer = await fetch(`${gateway}/api/observatory/board/stream`, {
    headers: { ...session, accept: 'text/event-stream' },
    signal: leave.signal,
  });
  if (!answer.ok) throw new Error(`the stream answered ${answer.status}`);
  void (async () => {
    for await (const _ of answer.body);
  })().catch(() => undefined);
}

async function post(gateway, session, to, body) {
  const answer = await fetch(`${gateway}/api${to}`, {
    method: 'POST',
    headers: { ...session, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${to} answered ${answer.status}`);
  return answer.json();
}

/** For each request the time of the event that puts it on the board: its hold, or its joining the waiting list. */
async function commitTimes(wanted) {
  const bus = kafkaBus({
    brokers: system.brokers.split(','),
    clientId: 'board-latency',
    parkingTopic: topics.parking,
    topicPrefix: isolate ? `${isolate}.` : '',
  });
  const times = new Map();
  const note = (id, at) => {
    if (wanted.has(id)) times.set(id, Math.min(times.get(id) ?? Infinity, Date.parse(at)));
  };
  const reading = await bus.replay({
    topics: [topics.capacityEvents, topics.matchingEvents],
    name: 'board-latency',
    async handler({ value }) {
      if (value.type === 'PlaceHeld') note(value.data.requestId, value.at);
      if (value.type === 'WaitingListJoined') note(value.aggregateId, value.at);
    },
  });
  await reading.caughtUp;
  await reading.stop();
  await bus.close();
  return times;
}

function percentiles(values) {
  if (values.some((value) => !Number.isFinite(value))) throw new Error('a request was never committed or never shown');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] * 10) / 10;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

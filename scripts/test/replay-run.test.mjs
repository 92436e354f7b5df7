import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topicSettings, topics } from '../../libs/contracts/dist/topics.js';
import { replay } from '../replay/main.mjs';

const quiet = { write: () => undefined };
const days = { year: 2012, scale: 1, seed: 5, lastDay: '2012-01-06' };

/** Every message of every topic, as text. */
async function everyMessage(brokers) {
  const messages = [];
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'test',
    parkingTopic: topics.parking,
    topicPrefix: '',
  });
  const reading = await bus.replay({
    topics: topicSettings.map(({ topic }) => topic),
    name: 'test.everything',
    handler: async (message) => void messages.push(message),
  });
  await reading.caughtUp;
  await reading.stop();
  await bus.close();
  return messages;
}

// A whole system, twice: it is broken off after some instants and goes on. Slow on purpose, and the only one of its kind.
test('the first days of a year happen in a real system, go on after they were broken off, and tell no topic a name', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-replay-run-'));
  const breakOff = new AbortController();
  const common = { ...days, folder, env: process.env, report: () => undefined, ports: 'any' };
  let writes = 0;
  const out = {
    isTTY: false,
    write: () => {
      if ((writes += 1) === 8) breakOff.abort();
    },
  };
  const running = [];
  try {
    const first = await replay({ ...common, out, signal: breakOff.signal });
    running.push(first.system);
    assert.equal(first.brokenOff, true);
    await first.system.stop();

    const { system, agree, refused, lines, counted } = await replay({ ...common, out: quiet });
    running.push(system);
    assert.deepEqual(refused, []);
    assert.equal(agree, true, lines.join('\n'));
    assert.ok(counted.women > 5 && counted.children > 0);
    const messages = await everyMessage(system.brokers);
    assert.ok(messages.length > 300);
    // Every invented person is called “…-Fiction”, every text and street says that it is an example.
    const telling = messages.filter(({ value }) => /Fiction|simulation|Exemple\.|Adresse/i.test(JSON.stringify(value)));
    assert.deepEqual(
      telling.map(({ topic, value }) => [topic, value.type]),
      [],
    );
    const early = messages.filter(
      ({ value }) => value.at && (value.at < '2011-12-31T22' || value.at > '2012-01-06T12'),
    );
    assert.deepEqual(
      early.map(({ topic, value }) => [topic, value.at]),
      [],
    );
  } finally {
    for (const system of running) await system.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { settableClocks } from '../chaos/clocks.mjs';
import { whatUsersSaw } from '../chaos/measure.mjs';
import { startProxy } from '../chaos/proxy.mjs';

/** Says each piece back. */
async function echo() {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
const visitor = async (port) => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', () => resolve('ended')));
  return {
    ended,
    say(text) {
      const answer = once(socket, 'data').then(([piece]) => String(piece));
      socket.write(text);
      return Promise.race([answer, ended]);
    },
    leave: () => socket.destroy(),
  };
};

test('the proxy lets through, cuts and refuses, holds back, and lets through again what it held', async () => {
  const server = await echo();
  const proxy = await startProxy({ port: 0, target: server.address().port });
  try {
    const first = await visitor(proxy.port);
    assert.equal(await first.say('one'), 'one');
    proxy.cut();
    assert.equal(await first.ended, 'ended');
    assert.equal(await (await visitor(proxy.port)).say('two'), 'ended');
    proxy.heal();
    const second = await visitor(proxy.port);
    assert.equal(await second.say('three'), 'three');
    proxy.hang();
    let heard;
    const late = second.say('four').then((text) => (heard = text));
    const other = await visitor(server.address().port);
    assert.equal(await other.say('beside the proxy'), 'beside the proxy');
    assert.equal(heard, undefined);
    proxy.heal();
    assert.equal(await late, 'four');
    other.leave();
    second.leave();
  } finally {
    await proxy.stop();
    server.close();
  }
});

test('placing is as usual from the first good and prompt answer after the last that was not', () => {
  const at = (when, status, ms = 20) => ({ at: when, ms, status });
  const attempts = [
    at(100, '201 offered'),
    at(1_100, '503'),
    at(1_500, 'no answer', 400),
    at(2_000, '201 accepted', 3_000),
    at(5_500, '201 waiting'),
    at(5_600, '201 offered'),
  ];
  const saw = whatUsersSaw(attempts, { from: 1_000, healed: 3_000, to: 6_000 });
  assert.deepEqual(saw.statuses, { 503: 1, 'no answer': 1, '201 accepted': 1, '201 waiting': 1, '201 offered': 1 });
  assert.deepEqual([saw.againMs, saw.afterHealMs, saw.longestMs, saw.notGood, saw.held], [4_520, 2_520, 3_000, 2, 2]);
  assert.equal(whatUsersSaw(attempts, { from: 1_000, healed: 1_200, to: 1_700 }).againMs, null);
  assert.equal(whatUsersSaw(attempts, { from: 5_400, healed: 5_450, to: 6_000 }).againMs, 0);
});

test('a clock is set by the file that its process looks into, and there is none without the library', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-clocks-'));
  try {
    assert.equal(await settableClocks(folder, undefined), null);
    const clocks = await settableClocks(folder, 'libfaketime.so');
    const { LD_PRELOAD, FAKETIME_TIMESTAMP_FILE, FAKETIME_DONT_FAKE_MONOTONIC } = await clocks.env('capacity');
    assert.deepEqual([LD_PRELOAD, FAKETIME_DONT_FAKE_MONOTONIC], ['libfaketime.so', '1']);
    const shown = () => readFileSync(FAKETIME_TIMESTAMP_FILE, 'utf8');
    assert.equal(shown(), '+0');
    await Promise.all([clocks.jump('capacity', -60), clocks.jump('matching', 3_600)]);
    assert.equal(shown(), '-60');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

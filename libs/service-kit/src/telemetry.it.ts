import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const [telemetry, routeName] = ['telemetry', 'route-name'].map((file) => path.resolve(__dirname, `../dist/${file}.js`));
/** A door and a service behind it, as the calendar feed goes through both; with the true instrumentation. */
const program = `
const { stopTelemetry } = require(${JSON.stringify(telemetry)});
const { nameRoute } = require(${JSON.stringify(routeName)});
const express = require('express');
const { request } = require('undici');
const listen = (app) => new Promise((done) => { const s = app.listen(0, '127.0.0.1', () => done(s)); });
void (async () => {
  const behind = await listen(express().get('/calendar/:token', (_req, res) => { nameRoute('/calendar/:token'); res.send('BEGIN:VCALENDAR'); }));
  const door = await listen(express().get('/calendar/:token', async (req, res) => {
    nameRoute('/calendar/:token');
    const { body } = await request('http://127.0.0.1:' + behind.address().port + req.url);
    res.send(await body.text());
  }));
  const { body } = await request('http://127.0.0.1:' + door.address().port + '/calendar/TOKEN-OF-YASMINE?lang=fr&code=CODE-OF-PAUL');
  await body.dump();
  behind.close(); door.close();
  await stopTelemetry();
})();`;

it('tells a collector of a calendar’s reading, and not by which secret, nor a sign-in’s code', async () => {
  const collected: Buffer[] = [];
  const collector = createServer((req, res) => {
    req.on('data', (chunk: Buffer) => collected.push(chunk)).on('end', () => res.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['-'], {
    cwd: __dirname,
    env: {
      ...process.env,
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_SERVICE_NAME: 'child-followup',
      OTEL_TRACES_SAMPLER_ARG: '1',
    },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(program);
  expect(await once(child, 'exit')).toEqual([0, null]);
  collector.closeAllConnections();
  collector.close();
  const told = Buffer.concat(collected).toString('latin1');
  expect(told.match(/GET \/calendar\/:token/g)?.length).toBeGreaterThanOrEqual(2);
  expect(told).toContain('/calendar/-');
  expect(told).not.toContain('TOKEN-OF-YASMINE');
  expect(told).not.toContain('CODE-OF-PAUL');
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { request } from 'undici';
import { webApp } from './web-app.js';

const script = 'console.log("a script that says the same, and the same, and the same");';
let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-web-app-'));
  const assets = path.join(folder, 'assets');
  await mkdir(assets);
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Abri</title>');
  await writeFile(path.join(assets, 'app-1a2b.js'), script);
  await writeFile(path.join(assets, 'app-1a2b.js.br'), brotliCompressSync(script));
  await writeFile(path.join(assets, 'app-1a2b.js.gz'), gzipSync(script));
  await writeFile(path.join(assets, 'small-3c4d.js'), 'void 0;');
  server = createServer(express().use(webApp(folder)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});
const ask = async (page: string, accepted: string) => {
  const { port } = server.address() as AddressInfo;
  const { statusCode, headers, body } = await request(`http://127.0.0.1:${port}${page}`, {
    headers: { 'accept-encoding': accepted, accept: 'text/html' },
  });
  return { statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) };
};

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliCompressSync(script)],
  ['gzip', 'gzip', gzipSync(script)],
  ['identity', undefined, Buffer.from(script)],
])('sends to a browser that takes "%s" an asset as %s', async (accepted, encoding, bytes) => {
  const answer = await ask('/assets/app-1a2b.js', accepted);
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringMatching(/^(text|application)\/javascript/) as string,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: expect.stringContaining('Accept-Encoding') as string,
  });
  expect(answer.headers['content-encoding']).toBe(encoding);
  expect(answer.bytes.equals(bytes)).toBe(true);
});

it('sends as it is what no compressed file lies beside, the page too', async () => {
  for (const page of ['/assets/small-3c4d.js', '/', '/hotline']) {
    const { statusCode, headers } = await ask(page, 'gzip, br');
    expect([page, statusCode, headers['content-encoding']]).toEqual([page, 200, undefined]);
  }
  expect((await ask('/assets/gone-0000.js', 'br')).statusCode).toBe(404);
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newKeyRingText, parseKeyRing, readKeyRing } from './key-ring.js';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'abri-keys-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes a file for its owner once, and reads the same keys again', () => {
  const config = { PERSONAL_DATA_KEY_FILE: path.join(folder, 'deep', 'keys.json') };
  const first = readKeyRing(config, false);
  expect(readKeyRing(config, false)).toEqual(first);
  expect(statSync(config.PERSONAL_DATA_KEY_FILE).mode & 0o077).toBe(0);
});
it('makes no keys in production', () => {
  expect(() => readKeyRing({ PERSONAL_DATA_KEY_FILE: path.join(folder, 'none.json') }, true)).toThrow(
    'there is no key ring',
  );
});
it('says what is wrong with a ring, and never a key', () => {
  const { keys, ...rest } = JSON.parse(newKeyRingText());
  const secret = keys.first;
  for (const text of [
    '{',
    JSON.stringify({ ...rest, keys: { first: `${secret}AAAA` } }),
    JSON.stringify({ ...rest, keys: { second: secret } }),
    JSON.stringify({ keys, current: 'first' }),
  ]) {
    expect(() => parseKeyRing(text)).toThrow(/key ring/);
    expect(() => parseKeyRing(text)).not.toThrow(secret);
  }
});

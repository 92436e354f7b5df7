import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keptSecret } from './kept-secret.js';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'abri-secret-'));
const missing = 'set THE_KEY';

it('is made once, for its owner only, and is the same from then on', () => {
  const inside = path.join(folder(), 'deep');
  const file = path.join(inside, 'key');
  const first = keptSecret(file, { production: false, missing, make: () => 'first' });
  expect([first, readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['first', 'first', 0o600]);
  expect(keptSecret(file, { production: true, missing, make: () => 'second' })).toBe('first');
  expect(readdirSync(inside)).toEqual(['key']);
});

it('is that of the process that was first where two make it at once', () => {
  const file = path.join(folder(), 'key');
  const make = () => {
    writeFileSync(file, 'theirs');
    return 'mine';
  };
  expect(keptSecret(file, { production: false, missing, make })).toBe('theirs');
});

it('is never made in production', () => {
  const inside = folder();
  const ask = () => keptSecret(path.join(inside, 'key'), { production: true, missing, make: () => 'made' });
  expect(ask).toThrow(missing);
  expect(readdirSync(inside)).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GatewayConfig } from './config.js';
import { sessionSecrets } from './secret.js';

const production = { NODE_ENV: 'production' };
let folder: string;
const withFile = (name: string) => GatewayConfig.parse({ SESSION_SECRET_FILE: path.join(folder, name) });
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'abri-secret-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('takes the secrets of a mounted file in production, a new one before the old', () => {
  const [fresh, old] = ['n'.repeat(32), 'o'.repeat(32)];
  writeFileSync(path.join(folder, 'mounted'), `${fresh},${old}\n`);
  expect(sessionSecrets(withFile('mounted'), production)).toEqual([fresh, old]);
});

it('never makes a secret of its own in production, and refuses a short one', () => {
  expect(() => sessionSecrets(withFile('absent'), production)).toThrow(/needed in production/);
  writeFileSync(path.join(folder, 'short'), 'short');
  expect(() => sessionSecrets(withFile('short'), production)).toThrow(/at least 32/);
});

it('makes one for development and keeps it', () => {
  const first = sessionSecrets(withFile('made'), {});
  expect(sessionSecrets(withFile('made'), {})).toEqual(first);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { readConfig } from './config.js';

const Config = z.object({
  MONGODB_URI: z.string().default('none'),
  PORT: z.coerce.number().int(),
  KEY: z.string().optional(),
  KEY_FILE: z.string().optional(),
});
let folder: string;
const file = (text: string) => {
  const name = path.join(folder, 'secret');
  writeFileSync(name, text);
  return name;
};
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'abri-config-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads a setting from the file that NAME_FILE gives, without its last line break', () => {
  const env = { PORT: '1', MONGODB_URI_FILE: file('mongodb://u:p@db/\n') };
  expect(readConfig(Config, env)).toMatchObject({ MONGODB_URI: 'mongodb://u:p@db/', PORT: 1 });
});

it('takes the setting itself where both are given', () => {
  expect(readConfig(Config, { PORT: '1', MONGODB_URI: 'here', MONGODB_URI_FILE: file('there') }).MONGODB_URI).toBe(
    'here',
  );
});

it('leaves alone a NAME_FILE that is a setting of its own', () => {
  const env = { PORT: '1', KEY_FILE: path.join(folder, 'made-later') };
  expect(readConfig(Config, env)).toEqual({ MONGODB_URI: 'none', PORT: 1, KEY_FILE: env.KEY_FILE });
});

it('names every setting that is wrong and never what it holds', () => {
  const read = () => readConfig(Config, { PORT: 'hunter2', MONGODB_URI_FILE: path.join(folder, 'absent') });
  expect(read).toThrow(/MONGODB_URI_FILE: cannot be read\n {2}PORT: /);
  expect(read).not.toThrow(/hunter2/);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const page = readFileSync(path.join(root, 'docs', 'security.md'), 'utf8');
const files = ['services', 'libs', 'scripts', 'docs', 'cdk8s', 'images'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => `${folder}/${file}`),
);
const rows = [...page.matchAll(/^\| ([\d., to]+?) +\| (\w[\w ]*?) +\| (.*?) *\|$/gm)].map(
  ([, id = '', state = '', text = '']) => ({ id, state, text }),
);

it('names no file that is not there', () => {
  const named = [...page.matchAll(/`([\w./*-]+\.(?:tsx?|md|mjs|json))`/g)].map(([, name = '']) => name);
  const pattern = (name: string) => new RegExp(`(^|/)${name.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')}$`);
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((name) => !files.some((file) => pattern(name).test(file)))).toEqual([]);
});

it('claims nothing without saying what shows it, and says what is missing where something is', () => {
  const states = new Set(['met', 'partly', 'not met', 'none', 'issuer', 'installation']);
  expect(rows.length).toBeGreaterThan(140);
  expect(rows.filter(({ state }) => !states.has(state))).toEqual([]);
  expect(rows.filter(({ state, text }) => state !== 'issuer' && text.length < 5)).toEqual([]);
});

it('names each requirement once, and passes over no chapter', () => {
  const ids = rows.flatMap(({ id }) => {
    const [from = '', to] = id.split(' to ');
    if (to === undefined) return id.split(', ');
    const [chapter, section, first] = from.split('.').map(Number);
    const [, lastSection, last] = to.split('.').map(Number);
    if (section !== lastSection) return [from, to];
    return Array.from(
      { length: (last ?? 0) - (first ?? 0) + 1 },
      (_, step) => `${chapter}.${section}.${(first ?? 0) + step}`,
    );
  });
  expect(new Set(ids).size).toBe(ids.length);
  const chapters = new Set(ids.map((id) => id.split('.')[0]));
  expect([...chapters]).toEqual(Array.from({ length: 17 }, (_, index) => String(index + 1)));
});

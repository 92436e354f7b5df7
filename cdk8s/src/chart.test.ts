import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { referenceText } from './reference.js';
import { services } from './services.js';
import { chartFiles } from './write-chart.js';

const root = path.join(__dirname, '..', '..');
const written = chartFiles();

it('is committed as it is written: run `npm run synth -w @abri/cdk8s` when this fails', () => {
  const committed = path.join(root, 'charts', 'abri');
  const onDisk = readdirSync(committed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(committed, path.join(entry.parentPath, entry.name)));
  expect(onDisk.sort()).toEqual(Object.keys(written).sort());
  for (const [name, text] of Object.entries(written))
    expect(readFileSync(path.join(committed, name), 'utf8')).toBe(text);
  expect(readFileSync(path.join(root, 'docs/operations/reference.md'), 'utf8')).toBe(referenceText());
});

it('has every service but the web app, which the gateway serves, and the issuer for development', () => {
  const folders = readdirSync(path.join(root, 'services'));
  expect(services.map(({ name }) => name).sort()).toEqual(
    folders.filter((name) => name !== 'web' && name !== 'dev-issuer').sort(),
  );
});

it('leaves no placeholder behind', () => {
  expect(Object.values(written).join('')).not.toContain('<<');
});

/** The settings that the chart gives a service, as the service calls them: a file stands for what is in it. */
const givenBy = ({ name }: { name: string }) => {
  const template = written[`templates/${name}.yaml`] ?? '';
  return new Set(
    [...template.matchAll(/- name: ([A-Z][A-Z_]+)/g)].map(([, setting = '']) => setting.replace(/_FILE$/, '')),
  );
};
const withoutFile = (setting: string) => setting.replace(/_FILE$/, '');

/** The settings of the schemas that a service takes from the libraries: `CommonConfig`, or `auditKeyConfig` for its name. */
async function settingsOfSchemas(code: string, service: string): Promise<string[]> {
  const settings: string[] = [];
  for (const [, names = '', module = ''] of code.matchAll(/import \{([^}]+)\} from '(@abri\/[^']+)'/g)) {
    const wanted = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /^(?!read).*(Config|Credentials)$/.test(name));
    if (wanted.length === 0) continue;
    const loaded = (await import(module)) as Record<string, unknown>;
    for (const name of wanted) {
      const found = loaded[name];
      const schema: unknown = typeof found === 'function' ? (found as (name: string) => unknown)(service) : found;
      if (schema instanceof z.ZodObject) settings.push(...Object.keys(schema.shape));
    }
  }
  return settings;
}

it.each(services)('gives $name every address and secret that its code reads', async (service) => {
  const folder = path.join(root, 'services', service.name, 'src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/(\.(test|it)\.|\/?test-)/.test(file),
  );
  const code = sources.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('');
  const names = `${code} ${(await settingsOfSchemas(code, service.name)).join(' ')}`;
  const read = [...new Set(names.match(/\b[A-Z]+(?:_[A-Z]+)*_(?:URL|URI|FILE|KEY|SECRET|CLIENT_ID|ISSUER)\b/g))];
  expect(read).toContain('OIDC_ISSUER');
  expect(read.includes('MONGODB_URI')).toBe(service.database !== undefined);
  const given = givenBy(service);
  expect(read.map(withoutFile).filter((setting) => !given.has(setting))).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toTemplate } from './helm-value.js';
import { services } from './services.js';
import { chartFiles } from './write-chart.js';

const committed = path.join(__dirname, '..', '..', 'charts', 'abri');

it('is committed as it is written: run `npm run synth -w @abri/cdk8s` when this fails', () => {
  const onDisk = readdirSync(committed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(committed, path.join(entry.parentPath, entry.name)));
  const written = chartFiles();
  expect(onDisk.sort()).toEqual(Object.keys(written).sort());
  for (const [name, text] of Object.entries(written))
    expect(readFileSync(path.join(committed, name), 'utf8')).toBe(text);
});

it('has every service but the web app, which the gateway serves, and the issuer for development', () => {
  const folders = readdirSync(path.join(__dirname, '..', '..', 'services'));
  expect(services.map(({ name }) => name).sort()).toEqual(
    folders.filter((name) => name !== 'web' && name !== 'dev-issuer').sort(),
  );
});

it('lets only the gateway be reached by everybody', () => {
  const open = services.filter(({ name }) => !services.some(({ calls }) => calls.includes(name)));
  expect(open.map(({ name }) => name)).toEqual(['gateway']);
});

it('leaves no placeholder behind and quotes no number', () => {
  expect(Object.values(chartFiles()).join('')).not.toContain('<<helm');
  expect(toTemplate('replicas: "<<helm:.Values.x>>"')).toBe('replicas: {{ .Values.x }}');
});

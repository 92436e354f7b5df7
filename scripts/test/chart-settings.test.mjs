import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { serviceNames, servicePorts, serviceSettings } from '../services.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const where = { root, ports: servicePorts, issuer: 'http://i', brokers: 'b:1', mongoUri: 'mongodb://m', dataDir: '/d' };
const settings = serviceSettings({ ...where, env: {} });
/** A setting may be given as the file that holds it. */
const withoutFile = (name) => name.replace(/_FILE$/, '');

for (const service of serviceNames.filter((name) => name !== 'dev-issuer')) {
  test(`the chart gives ${service} every setting that npm start gives it, on the same port`, () => {
    const template = readFileSync(path.join(root, 'charts/abri/templates', `${service}.yaml`), 'utf8');
    const given = [...template.matchAll(/- name: ([A-Z][A-Z_]+)/g)].map(([, name]) => withoutFile(name));
    const { env } = settings[service];
    const wanted = Object.keys(env).filter((name) => env[name] !== undefined && name !== 'WEB_DIR');
    assert.ok(wanted.length > 4);
    assert.deepEqual(
      wanted.filter((name) => !given.includes(withoutFile(name))),
      [],
    );
    assert.match(template, new RegExp(`containerPort: ${servicePorts[service]}\\b`));
  });
}

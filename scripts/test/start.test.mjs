import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingPackages } from '../install.mjs';
import { createProgress } from '../progress.mjs';
import { restartDecision } from '../restart-policy.mjs';
import { sheltersToRegister } from '../seed.mjs';
import { serviceDatabase, serviceSettings, servicePorts } from '../services.mjs';

test('a package that is absent or has another version is missing; one that only other platforms need is not', () => {
  const lock = {
    packages: {
      '': {},
      'libs/geo': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
      'node_modules/c': { version: '1.0.0', optional: true },
      'node_modules/@abri/geo': { link: true, resolved: 'libs/geo' },
    },
  };
  const installed = {
    packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.9' } },
  };
  assert.deepEqual(missingPackages(lock, installed), ['node_modules/b', 'node_modules/@abri/geo']);
  assert.deepEqual(missingPackages(lock, undefined), ['node_modules/a', 'node_modules/b', 'node_modules/@abri/geo']);
});

test('a service is started anew more and more slowly, and given up after more than five deaths within a minute', () => {
  const deaths = [0, 1_000, 2_000, 3_000, 4_000];
  assert.deepEqual(restartDecision(deaths.slice(0, 1), 0), { giveUp: false, waitMs: 250 });
  assert.deepEqual(restartDecision(deaths, 4_000), { giveUp: false, waitMs: 4_000 });
  assert.deepEqual(restartDecision([...deaths, 5_000], 5_000), { giveUp: true, deaths: 6 });
  assert.equal(restartDecision([...deaths, 64_000], 64_000).waitMs, 250);
});

test('the seed is completed where it was begun, and left out where there are only other shelters', () => {
  const seed = [{ shelterId: 'a' }, { shelterId: 'b' }];
  assert.deepEqual(sheltersToRegister([], seed), seed);
  assert.deepEqual(sheltersToRegister(['a', 'own'], seed), [{ shelterId: 'b' }]);
  assert.deepEqual(sheltersToRegister(['a', 'b'], seed), []);
  assert.deepEqual(sheltersToRegister(['own'], seed), []);
});

test('each service has a database of its own, and options of the server stay', () => {
  const uri = 'mongodb://127.0.0.1:27117/?replicaSet=rs0';
  assert.equal(serviceDatabase(uri, 'capacity'), 'mongodb://127.0.0.1:27117/abri_capacity?replicaSet=rs0');
  assert.equal(serviceDatabase(uri, 'matching', 'e2e'), 'mongodb://127.0.0.1:27117/e2e_abri_matching?replicaSet=rs0');
});

test('only the gateway listens where HOST says', () => {
  const settings = serviceSettings({
    root: '/repo',
    ports: servicePorts,
    issuer: 'http://127.0.0.1:4100',
    brokers: '127.0.0.1:19092',
    mongoUri: 'mongodb://127.0.0.1:27117',
    dataDir: '/data',
    env: { HOST: '0.0.0.0', PORT: '80' },
  });
  const hosts = Object.values(settings).map(({ name, env }) => [name, env.HOST, env.PORT]);
  assert.deepEqual(hosts, [
    ['dev-issuer', '127.0.0.1', '4100'],
    ['capacity', '127.0.0.1', '4101'],
    ['matching', '127.0.0.1', '4102'],
    ['observatory', '127.0.0.1', '4103'],
    ['child-followup', '127.0.0.1', '4104'],
    ['victim-support', '127.0.0.1', '4106'],
    ['perpetrator-hosting', '127.0.0.1', '4105'],
    ['programmes', '127.0.0.1', '4107'],
    ['gateway', '0.0.0.0', '4000'],
  ]);
});

test('progress numbers its steps and says how long each took', async () => {
  const lines = [];
  let time = 0;
  const progress = createProgress({ total: 2, write: (line) => lines.push(line), now: () => time });
  await progress.step('topics', async ({ detail }) => {
    detail('one');
    time = 1_500;
    return '5 are there';
  });
  assert.deepEqual(lines, ['[1/2] topics …', '      one', '[1/2] topics: 5 are there (1.5 s)']);
});

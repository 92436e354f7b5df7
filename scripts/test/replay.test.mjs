import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { countOf } from '../../libs/district-year/dist/counting.js';
import { happeningsOfYear } from '../../libs/district-year/dist/year.js';
import { keyOf } from '../replay/ask.mjs';
import { districtOf, housesOf } from '../replay/district.mjs';
import { openJournal } from '../replay/journal.mjs';
import { createProgressLine, duration } from '../replay/progress-line.mjs';
import { createRecount, tableOf } from '../replay/recount.mjs';
import { together, weekOf, weekStart } from '../replay/run.mjs';

const plan = { year: 2012, scale: 1, seed: 1, district: { code: '596' } };
const inFolder = async (work) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-replay-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
let lastEvent = 0;
const event = (type, data, at = '2012-06-01T10:00:00.000Z', aggregateId = 'a') => ({
  id: `e${(lastEvent += 1)}`,
  ...{ type, data, at, aggregateId },
});

test('a year in events counts each person, session, measure and arrival once', () => {
  const { totals, hear } = createRecount(2012);
  const party = { women: 1, men: 0, children: [{}, {}], pets: 0 };
  const school = { kind: 'school' };
  const startsAt = '2012-03-05T09:00:00.000Z';
  const woman = event('PersonTakenCareOf', { year: 2012, category: 'woman' });
  for (const one of [
    woman,
    woman,
    event('PersonTakenCareOf', { year: 2011, category: 'woman' }),
    event('PersonTakenCareOf', { year: 2012, category: 'child' }),
    event('PlacementConfirmed', { party }, undefined, 'r1'),
    event('PlacementArrived', {}, undefined, 'r1'),
    event('PlacementArrived', {}, undefined, 'r1'),
    event('PlacementConfirmed', { party }, undefined, 'r2'),
    // The new year has begun by the district’s clock, not yet by UTC.
    event('PlacementArrived', {}, '2012-12-31T23:30:00.000Z', 'r2'),
    event('MeasureStarted', { kind: 'mediation' }),
    event('MeasureStarted', { kind: 'banOnApproach' }),
    event('HostedPersonArrived', { holdId: 'h1' }),
    event('HostedPersonArrived', { holdId: 'h1' }),
    event('SessionHeld', { programme: school, startsAt, reached: 25 }),
    event('SessionCountCorrected', { programme: school, startsAt, from: 25, to: 23 }),
    event('SessionHeld', { programme: { kind: 'therapy' }, startsAt, reached: 6 }),
    event('ProfessionalTrained', { lastSession: startsAt }),
    event('ProfessionalTrained', { lastSession: '2013-01-10T09:00:00.000Z' }),
  ])
    hear(one);
  assert.deepEqual(totals, {
    women: 1,
    men: 0,
    children: 1,
    sheltered: 3,
    mediations: 1,
    probations: 0,
    socialSurveys: 0,
    hosted: 1,
    pupils: 23,
    professionals: 1,
    therapySessions: 1,
  });
});

test('the table says where told, events and observatory do not agree', () => {
  const { totals } = createRecount(2012);
  assert.equal(tableOf({ told: totals, counted: totals, reported: null }).agree, true);
  assert.equal(tableOf({ told: { ...totals, men: 1 }, counted: totals, reported: null }).agree, false);
  const { agree, lines } = tableOf({ told: totals, counted: totals, reported: { hosted: 1 } });
  assert.equal(agree, false);
  assert.ok(lines.includes('  NOT EQUAL: Violent spouses hosted'));
});

test('a replay that was broken off goes on with what it had done, and refuses the folder of another', () =>
  inFolder(async (folder) => {
    const first = openJournal(folder, plan);
    first.write([{ story: 's', n: 1, at: '2012-01-02T08:00:00.000Z', ids: { case: 'c1' } }]);
    first.write([{ story: 's', n: 2, at: '2012-01-03T08:00:00.000Z', refused: 'closeCase: case-closed' }]);
    // The process died while it wrote the third line.
    const { appendFile } = await import('node:fs/promises');
    await appendFile(first.file, '{"story":"s","n":3,"at":"2012-01-04T');
    const again = openJournal(folder, plan);
    assert.equal(again.finished(), 2);
    assert.equal(again.reached(), '2012-01-03T08:00:00.000Z');
    assert.deepEqual(again.idsOf('s'), { case: 'c1' });
    assert.deepEqual(
      [1, 2, 3].map((n) => again.isDone({ story: 's', n })),
      [true, true, false],
    );
    assert.deepEqual(again.refused, ['closeCase: case-closed']);
    again.write([{ story: 's', n: 3, at: '2012-01-04T08:00:00.000Z' }]);
    assert.equal(openJournal(folder, plan).finished(), 3);
    assert.throws(() => openJournal(folder, { ...plan, seed: 2 }), /holds another replay/);
    assert.match(await readFile(first.file, 'utf8'), /^\{"generation":1,"year":2012/);
  }));

test('what happens at one instant, or in one week, is taken together in its order', () => {
  const at = (minute) => `2012-01-02T08:0${minute}:00.000Z`;
  const given = [1, 1, 2, 3, 3].map((minute, n) => ({ at: at(minute), n }));
  const numbers = (sameAs) => [...together(given, sameAs)].map((some) => some.map(({ n }) => n));
  assert.deepEqual(
    numbers((one) => one.at),
    [[0, 1], [2], [3, 4]],
  );
  assert.deepEqual(
    numbers((one) => weekOf(one.at)),
    [[0, 1, 2, 3, 4]],
  );
  assert.ok(weekStart(at(1)) <= at(1));
  assert.equal(weekOf(weekStart(at(1))), weekOf(at(1)));
});

test('an idempotency key is the same in every run, and another one for each step', () => {
  assert.equal(keyOf('596', 2012, 'family-1', 1), keyOf('596', 2012, 'family-1', 1));
  assert.notEqual(keyOf('596', 2012, 'family-1', 1), keyOf('596', 2012, 'family-1', 11));
  assert.match(keyOf('x'), /^[\x21-\x7e]{8,64}$/);
});

test('any arrondissement has its communes, houses enough, and a year of its own', () => {
  const boulogne = districtOf('623');
  assert.equal(boulogne.name, 'Boulogne-sur-Mer');
  assert.ok(boulogne.communes.length > 10);
  const inhabitants = boulogne.communes.reduce((sum, { population }) => sum + population, 0);
  const places = housesOf(boulogne, { scale: 1, seed: 1 }).flatMap(({ kind, units }) =>
    kind === 'shelter' ? units : [],
  );
  assert.equal(places.length, Math.ceil(inhabitants / 10_000));
  const totals = countOf(happeningsOfYear({ year: 2020, scale: 1, seed: 3, district: boulogne }));
  assert.equal(totals.women, 743);
  assert.throws(() => districtOf('nowhere'), /no arrondissement/);
  assert.equal(housesOf(districtOf('596'), { scale: 1, seed: 1 }).length, 24);
  assert.ok(housesOf(districtOf('596'), { scale: 3, seed: 1 }).length > 30);
});

test('progress tells the share, the date reached and the time that is left', () => {
  let ms = 0;
  const written = [];
  const line = createProgressLine({ total: 40, now: () => ms, out: { write: (text) => written.push(text) } });
  for (let n = 0; n < 10; n++) {
    ms += 1_000;
    line.did({ at: '2012-02-03T08:00:00.000Z' });
  }
  assert.match(line.text(), /10\/40 {2}2012-02-03 {2}1\/s, 30 s left/);
  assert.equal(written.length, 5);
  assert.deepEqual([duration(45_000), duration(200_000), duration(7_500_000)], ['45 s', '3 min 20 s', '2 h 5 min']);
});

import { OpenCase as ReferChild } from '@abri/contracts/child-followup-api';
import { DecideMeasure, OpenFile, SetZone } from '@abri/contracts/hosting-api';
import { RequestPlacement } from '@abri/contracts/matching-api';
import { PlanSeries } from '@abri/contracts/programmes-api';
import { OpenCase as OpenSupport } from '@abri/contracts/support-api';
import { categoryOn, yearOf } from '@abri/contracts/support-case';
import { communes } from '@abri/geo/district';
import fc from 'fast-check';
import { countOf } from './counting.js';
import type { Happening } from './happening.js';
import { schemeOf2012, totalsOf } from './totals.js';
import { happeningsOfYear, householdsOf } from './year.js';
import { randomOf } from './random.js';

const valenciennes = { code: '596', name: 'Valenciennes', communes };
const someYear = fc.record({
  year: fc.integer({ min: 1996, max: 2040 }),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  scale: fc.constantFrom(1, 1, 2),
  district: fc.constantFrom(valenciennes, {
    code: '000',
    name: 'Elsewhere',
    communes: [
      { code: '01001', name: 'One', population: 12 },
      { code: '01002', name: 'Two', population: 90_000 },
    ],
  }),
});
const runs = { numRuns: 4 };
const of2012 = [...happeningsOfYear({ year: 2012, seed: 1, scale: 1, district: valenciennes })];

it('adds up to the scheme’s totals exactly, for any year, seed, scale and district', () => {
  fc.assert(
    fc.property(someYear, (plan) => {
      expect(countOf(happeningsOfYear(plan))).toEqual(totalsOf(plan.scale));
    }),
    runs,
  );
});

it('loses nobody where a year ends on a weekend', () => {
  for (const year of [2006, 2017, 2023])
    for (const seed of [1, 2, 3])
      expect(countOf(happeningsOfYear({ year, seed, scale: 1, district: valenciennes }))).toEqual(schemeOf2012);
});

it('adds up to 2012 at scale 1, bounds passed', () => {
  expect(countOf(of2012)).toEqual(schemeOf2012);
  expect(schemeOf2012.women + schemeOf2012.men + schemeOf2012.children).toBe(1_274);
  expect(schemeOf2012.pupils).toBeGreaterThan(1_000);
  expect(schemeOf2012.professionals).toBeGreaterThan(300);
  expect(schemeOf2012.therapySessions).toBeGreaterThan(60);
});

it('tells the year in order, within the year of the district’s clock, each story from 1 without a gap', () => {
  fc.assert(
    fc.property(someYear, (plan) => {
      const last = new Map<string, number>();
      let before = '';
      const wrong = [...happeningsOfYear(plan)].filter(({ at, story, n }) => {
        const right = at >= before && yearOf(at) === plan.year && n === (last.get(story) ?? 0) + 1;
        last.set(story, n);
        before = at;
        return !right;
      });
      expect(wrong).toEqual([]);
    }),
    runs,
  );
});

it('tells the same year from the same seed, and another one from another', () => {
  const digest = (seed: number) =>
    JSON.stringify([...happeningsOfYear({ year: 2012, seed, scale: 1, district: valenciennes })]);
  expect(digest(7)).toBe(digest(7));
  expect(digest(7)).not.toBe(digest(8));
});

/** The first thing of a kind in a story must come before what needs it; by kind and by label. */
const needs: Partial<Record<Happening['kind'], (one: Record<string, unknown>) => string>> = {
  confirmPlace: () => 'call',
  arrive: () => 'confirmPlace',
  leave: () => 'arrive',
  endStep: ({ person, step }) => `planStep ${String(person)} ${String(step)}`,
  planStep: ({ person }) => `setGoal ${String(person)}`,
  setGoal: ({ person }) => `openCase ${String(person)}`,
  endAppointment: ({ person }) => `makeAppointment ${String(person)}`,
  startCounselling: ({ person }) => `openCase ${String(person)}`,
  closeCase: ({ person }) => `openCase ${String(person)}`,
  reopenCase: ({ person }) => `closeCase ${String(person)}`,
  answerBreach: () => 'reportBreach',
  arriveAtHosting: () => 'holdHostingPlace',
  leaveHosting: () => 'arriveAtHosting',
  closeFile: () => 'openFile',
  acknowledgeReport: () => 'reportChild',
  answerHandOver: () => 'handOver',
  reopenChild: () => 'closeChild',
  holdSession: () => 'planSeries',
  recordAttendance: () => 'signUp',
};

it('does nothing before what it needs, and nothing in a case that is closed', () => {
  fc.assert(
    fc.property(someYear, (plan) => {
      const done = new Set<string>();
      const closed = new Set<string>();
      const wrong = [...happeningsOfYear(plan)].filter((one) => {
        const fields = one as unknown as Record<string, unknown>;
        const person = String(fields.person ?? '');
        const whose = `${one.story} ${person}`;
        const needed = needs[one.kind]?.(fields);
        const opens = one.kind === 'reopenCase' || one.kind === 'reopenChild';
        const early = needed !== undefined && !done.has(`${one.story} ${needed}`);
        const late = closed.has(whose) && !opens;
        if (['closeCase', 'closeChild', 'closeFile', 'completeSeries'].includes(one.kind)) closed.add(whose);
        if (opens) closed.delete(whose);
        for (const key of [one.kind, `${one.kind} ${person}`, `${one.kind} ${person} ${String(fields.step)}`])
          done.add(`${one.story} ${key}`);
        return early || late;
      });
      expect(wrong).toEqual([]);
    }),
    runs,
  );
});

it('sends only what the services’ own contracts take', () => {
  for (const one of of2012) {
    if (one.kind === 'call') RequestPlacement.parse(one.request);
    if (one.kind === 'openCase') OpenSupport.parse(one.body);
    if (one.kind === 'referChild') ReferChild.parse(one.body);
    if (one.kind === 'openFile') OpenFile.parse(one.body);
    if (one.kind === 'decideMeasure') DecideMeasure.parse(one.body);
    if (one.kind === 'setZone') SetZone.parse({ area: one.area, from: one.from, until: one.until });
    if (one.kind === 'planSeries') PlanSeries.parse(one.body);
  }
});

it('counts everybody as what their birth date says on the day', () => {
  for (const one of of2012)
    if (one.kind === 'openCase') expect(categoryOn(one.body.identity, one.at, 'man')).toBe(one.body.category);
});

it('has calls at night and at week’s end, and office work at neither', () => {
  const local = (at: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
      .formatToParts(new Date(at))
      .reduce((all, { type, value }) => ({ ...all, [type]: value }), {} as Record<string, string>);
  const years = [1, 2].flatMap((seed) => [...happeningsOfYear({ year: 2012, seed, scale: 2, district: valenciennes })]);
  const calls = years.filter(({ kind }) => kind === 'call').map(({ at }) => local(at));
  const evening = calls.filter(({ hour }) => Number(hour) >= 18 && Number(hour) <= 22).length;
  const morning = calls.filter(({ hour }) => Number(hour) >= 2 && Number(hour) <= 6).length;
  expect(evening).toBeGreaterThan(3 * morning);
  expect(calls.some(({ weekday }) => weekday === 'Sun')).toBe(true);
  const office = years.filter(({ kind }) => ['openCase', 'openFile', 'decideMeasure'].includes(kind));
  const outside = office.filter(({ at }) => {
    const { weekday, hour } = local(at);
    return ['Sat', 'Sun'].includes(weekday ?? '') || Number(hour) < 8 || Number(hour) >= 19;
  });
  expect(outside).toEqual([]);
});

it('makes households of exactly so many people', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer(), (people, seed) => {
      const households = householdsOf(people, randomOf(seed, 'test'));
      expect(households.reduce((sum, children) => sum + children + 1, 0)).toBe(people);
      expect(Math.max(...households)).toBeLessThanOrEqual(4);
    }),
  );
});

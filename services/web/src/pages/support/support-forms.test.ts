import { defaultScreening } from '@abri/contracts/screening-default';
import { OpenCase } from '@abri/contracts/support-api';
import { dayIn, endOfDay } from './dates.js';
import { emptyOpening, toOpenCase } from './open-case-form.js';
import { latest } from './latest.js';

const filled = {
  ...emptyOpening,
  identity: { ...emptyOpening.identity, givenName: 'Ana' },
  as: 'pt-social',
  until: '2027-03-01',
};

it('sends a request that the service takes, with nothing for what was left empty', () => {
  const sent = OpenCase.parse(toOpenCase(filled, 'violence'));
  expect(sent).toMatchObject({ category: 'woman', same: 'notAsked', door: 'violence' });
  expect(sent.identity.birthDate).toBeUndefined();
  expect(sent.counselling).toBeUndefined();
});

it('asks for counselling with consent until the same day', () => {
  const sent = OpenCase.parse(toOpenCase({ ...filled, kind: 'couple', counsellor: 'pt-family' }, 'everyday'));
  expect(sent.counselling).toEqual({ kind: 'couple', partnerId: 'pt-family', until: sent.consent.until });
});

it('names the missing day and the missing name at once', () => {
  const issues = OpenCase.safeParse(toOpenCase({ ...emptyOpening, as: 'pt-social' }, 'violence')).error?.issues ?? [];
  const paths = issues.map(({ path }) => path.join('.'));
  expect(paths).toEqual(expect.arrayContaining(['identity.givenName', 'consent.until']));
});

it('counts days over the end of a month, and ends a consent with its day', () => {
  expect(dayIn(1, new Date(2026, 0, 31))).toBe('2026-02-01');
  expect(new Date(endOfDay('2026-02-01')).getDate()).toBe(1);
});

it('offers the latest version of each questionnaire', () => {
  const newer = { ...defaultScreening, version: 3 };
  const own = { ...defaultScreening, id: 'own' };
  expect(latest([newer, defaultScreening, own]).map(({ id, version }) => [id, version])).toEqual([
    [defaultScreening.id, 3],
    ['own', 1],
  ]);
});

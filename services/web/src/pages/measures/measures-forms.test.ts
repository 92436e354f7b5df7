import { toIdentity } from './identity-form.js';
import { bodyOf } from './decide-form.js';
import { dayIn } from './words.js';
import { communesIn } from './zone-communes.js';

const draft = {
  kind: 'probation' as const,
  from: '2026-03-01',
  until: '2026-05-01',
  conditions: [],
  grounds: 'complied' as const,
  stepDown: true,
  perpetratorOn: '2026-02-01',
  victimOn: '2026-02-02',
  text: '',
};

it('sends a step down only to a rung that is lower', () => {
  expect(bodyOf(draft, 'hosting').stepDown).toBe(true);
  expect(bodyOf(draft, 'probation').stepDown).toBe(false);
  expect(bodyOf(draft, null).stepDown).toBe(false);
});
it('sends consents with a mediation only, and both or none', () => {
  expect(bodyOf(draft, null)).not.toHaveProperty('consents');
  const mediation = { ...draft, kind: 'mediation' as const };
  expect(bodyOf(mediation, null).consents).toEqual({ perpetratorOn: '2026-02-01', victimOn: '2026-02-02' });
  expect(bodyOf({ ...mediation, victimOn: '' }, null)).not.toHaveProperty('consents');
});
it('leaves empty fields of a person out', () => {
  const form = { givenName: 'A', familyName: 'B', birthDate: '', phone: ' ', prosecutorReference: 'PR' };
  expect(toIdentity(form)).toEqual({ givenName: 'A', familyName: 'B', prosecutorReference: 'PR' });
});
it('fills a commune alone for a radius of nothing, and its neighbours for more', () => {
  expect([...communesIn([{ commune: '59606', radiusKm: 0 }])]).toEqual(['59606']);
  expect(communesIn([{ commune: '59606', radiusKm: 3 }]).size).toBeGreaterThan(2);
  expect(communesIn([{ commune: '75056', radiusKm: 50 }]).size).toBe(0);
});
it('counts days by the calendar, over the end of a month', () => {
  expect(dayIn(1, new Date(2026, 1, 28))).toBe('2026-03-01');
});

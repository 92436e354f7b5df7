import { Role } from '@abri/contracts/vocabulary';
import { maySee } from './visibility.js';

const viewer = (role: Role, shelterIds: string[] = []) => ({ roles: [role], shelterIds });
const ofHouse = { context: 'capacity' as const, aggregateId: 'sh-1' };
const ofRequest = { context: 'matching' as const, aggregateId: 'r-1' };

it.each(['hotline', 'operator', 'observatory'] as const)('tells %s of every change', (role) => {
  expect(maySee(viewer(role), ofHouse, undefined)).toBe(true);
  expect(maySee(viewer(role), ofRequest, undefined)).toBe(true);
});

it('tells a house of its own shelters only', () => {
  expect(maySee(viewer('shelter', ['sh-1']), ofHouse, undefined)).toBe(true);
  expect(maySee(viewer('shelter', ['sh-2']), ofHouse, undefined)).toBe(false);
});

it('tells a house of a request only where it concerns a place in that house', () => {
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, 'sh-1')).toBe(true);
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, 'sh-2')).toBe(false);
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, undefined)).toBe(false);
  expect(maySee(viewer('shelter', ['r-1']), ofRequest, undefined)).toBe(false);
});

it('tells nobody else anything, even with houses in the token', () => {
  const others = Role.options.filter((role) => !['hotline', 'operator', 'observatory', 'shelter'].includes(role));
  for (const role of others) {
    expect(maySee(viewer(role, ['sh-1']), ofHouse, 'sh-1')).toBe(false);
    expect(maySee(viewer(role, ['sh-1']), ofRequest, 'sh-1')).toBe(false);
  }
});

it('tells of penal measures, hosting places and zones to justice only', () => {
  for (const role of Role.options)
    expect(maySee(viewer(role, ['f-1']), { context: 'hosting', aggregateId: 'f-1' }, 'f-1')).toBe(role === 'justice');
});

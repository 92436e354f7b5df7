import { Role } from '@abri/contracts/vocabulary';
import { maySee } from './visibility.js';

const viewer = (role: Role, shelterIds: string[] = []) => ({ roles: [role], shelterIds });
const ofHouse = { context: 'capacity' as const, type: 'PlaceHeld', aggregateId: 'sh-1' };
const ofRequest = { context: 'matching' as const, type: 'PlacementOffered', aggregateId: 'r-1' };

it.each(['hotline', 'operator', 'observatory'] as const)('tells %s of every change', (role) => {
  expect(maySee(viewer(role), ofHouse, [])).toBe(true);
  expect(maySee(viewer(role), ofRequest, [])).toBe(true);
});

it('tells a house of its own shelters only', () => {
  expect(maySee(viewer('shelter', ['sh-1']), ofHouse, [])).toBe(true);
  expect(maySee(viewer('shelter', ['sh-2']), ofHouse, [])).toBe(false);
});

it('tells a house of a request only where it concerns a place in that house', () => {
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, ['sh-1'])).toBe(true);
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, ['sh-2'])).toBe(false);
  expect(maySee(viewer('shelter', ['sh-1']), ofRequest, [])).toBe(false);
  expect(maySee(viewer('shelter', ['r-1']), ofRequest, [])).toBe(false);
});

it('tells nobody else anything, even with houses in the token', () => {
  const others = Role.options.filter((role) => !['hotline', 'operator', 'observatory', 'shelter'].includes(role));
  for (const role of others) {
    expect(maySee(viewer(role, ['sh-1']), ofHouse, ['sh-1'])).toBe(false);
    expect(maySee(viewer(role, ['sh-1']), ofRequest, ['sh-1'])).toBe(false);
  }
});

it('tells of penal measures, hosting places and zones to justice only', () => {
  for (const role of Role.options)
    expect(maySee(viewer(role, ['f-1']), { context: 'hosting', type: 'Changed', aggregateId: 'f-1' }, ['f-1'])).toBe(
      role === 'justice',
    );
});

it('tells both houses of a household that moves from one to the other', () => {
  const moved = { ...ofRequest, type: 'PlacementMoved' };
  for (const house of ['sh-1', 'sh-2']) expect(maySee(viewer('shelter', [house]), moved, ['sh-2', 'sh-1'])).toBe(true);
  expect(maySee(viewer('shelter', ['sh-3']), moved, ['sh-2', 'sh-1'])).toBe(false);
});

it('tells that a place is not safe any more to the hotline and to nobody else', () => {
  for (const type of ['PlacementUnsafe', 'PlacementSafeAgain'])
    for (const role of Role.options)
      expect(maySee(viewer(role, ['sh-1']), { ...ofRequest, type }, ['sh-1'])).toBe(role === 'hotline');
});

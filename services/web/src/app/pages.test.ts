import { Role } from '@abri/contracts/vocabulary';
import { pagesFor } from './pages.js';

it.each([
  ['hotline', ['/hotline', '/hotline/requests', '/board']],
  ['shelter', ['/house']],
  ['operator', ['/board', '/shelters']],
  ['observatory', ['/board']],
  ['justice', ['/measures']],
] as const)('opens to %s their pages and no other', (role, paths) => {
  expect(pagesFor([Role.parse(role)]).map(({ path }) => path)).toEqual(paths);
});

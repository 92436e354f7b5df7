import { Role } from '@abri/contracts/vocabulary';
import { pagesFor } from './pages.js';

it.each([
  ['hotline', ['/hotline', '/hotline/requests', '/board', '/screening', '/observatory']],
  ['shelter', ['/house', '/screening', '/observatory']],
  ['operator', ['/board', '/shelters', '/directory', '/api-docs', '/observatory']],
  ['observatory', ['/board', '/observatory']],
  ['justice', ['/measures', '/observatory']],
] as const)('opens to %s their pages and no other', (role, paths) => {
  expect(pagesFor([Role.parse(role)]).map(({ path }) => path)).toEqual(paths);
});

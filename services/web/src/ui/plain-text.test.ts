import { communes } from '@abri/geo/district';
import { plain } from './plain-text.js';

it('finds a commune however it is typed', () => {
  const found = (typed: string) =>
    communes.filter(({ name }) => plain(name).includes(plain(typed))).map(({ name }) => name);
  expect(found('saint amand les')).toEqual(['Saint-Amand-les-Eaux']);
  expect(found('CONDE SUR L ESCAUT')).toHaveLength(1);
  expect(found('Vieux Condé')).toEqual(found('vieux-conde'));
  expect(found('Paris')).toEqual([]);
});

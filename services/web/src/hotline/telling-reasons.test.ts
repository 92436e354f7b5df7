import type { RankedPlace } from '@abri/contracts/placement';
import { tellingReasons } from './telling-reasons.js';

const place = (reasons: RankedPlace['reasons']): RankedPlace => ({
  shelterId: 's',
  shelterName: 'S',
  kind: 'shelter',
  commune: '59606',
  distanceKm: null,
  allocations: [{ unitId: 'u', beds: 1, cots: 0 }],
  acceptance: 'asked',
  score: 0,
  reasons,
});

it('leaves out what every place has alike, and keeps what sets one apart', () => {
  const first = place([
    { rule: 'shelterBeforeHotel', points: 1000 },
    { rule: 'near', points: 60 },
    { rule: 'school', points: 0 },
  ]);
  const second = place([{ rule: 'shelterBeforeHotel', points: 1000 }]);
  const telling = tellingReasons([first, second]);
  expect(telling(first)).toEqual([{ rule: 'near', points: 60 }]);
  expect(telling(second)).toEqual([]);
});

it('keeps all reasons of a single place', () => {
  const only = place([{ rule: 'shelterBeforeHotel', points: 1000 }]);
  expect(tellingReasons([only])(only)).toEqual(only.reasons);
});

import type { Connection } from 'mongoose';
import { mongoReadings } from './audit-readings.js';

it('reads again once a database that was away at first is back', async () => {
  let isAway = true;
  const entries = {
    createIndex: async () => {
      if (isAway) throw new Error('away');
    },
    find: () => ({ toArray: async () => [{ action: 'caseRead', subject: 'c1' }] }),
  };
  const readings = mongoReadings({ collection: () => entries } as unknown as Connection);
  await expect(readings.by('w1', '2026-01-01')).rejects.toThrow('away');
  isAway = false;
  expect(await readings.by('w1', '2026-01-01')).toEqual([{ action: 'caseRead', subject: 'c1' }]);
});

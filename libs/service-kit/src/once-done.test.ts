import { onceDone } from './once-done.js';

it('does it once for all who ask, and again only where it failed', async () => {
  let times = 0;
  let isAway = true;
  const load = onceDone(async () => {
    times += 1;
    if (isAway) throw new Error('away');
    return times;
  });
  expect(await Promise.allSettled([load(), load()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  isAway = false;
  expect(await Promise.all([load(), load()])).toEqual([2, 2]);
  expect(await load()).toBe(2);
});

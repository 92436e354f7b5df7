import { onceEach } from './consumers.js';

it('takes each position once, in each partition by itself, even when everything is read again from the beginning', () => {
  const isNew = onceEach();
  const log = ['capacity.events.v1/0/0', 'capacity.events.v1/1/0', 'capacity.events.v1/0/1', 'matching.events.v1/0/9'];
  expect(log.map(isNew)).toEqual([true, true, true, true]);
  expect(log.map(isNew)).toEqual([false, false, false, false]);
  expect(isNew('capacity.events.v1/0/10')).toBe(true);
  expect(isNew('capacity.events.v1/0/9')).toBe(false);
});

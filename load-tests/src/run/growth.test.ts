import { growthOf } from './growth.js';

const minutes = Array.from({ length: 40 }, (_, minute) => minute);

it('finds a leak of 6 an hour under noise and a spike', () => {
  const values = minutes.map((minute) => ({
    minute,
    value: 100 + minute / 10 + (minute % 2) + (minute === 20 ? 80 : 0),
  }));
  const { first, last, perHour } = growthOf(values);
  expect(perHour).toBeCloseTo(6, 0);
  expect(last).toBeGreaterThan(first);
});

it('finds none in what goes up and down', () => {
  const values = minutes.map((minute) => ({ minute, value: 100 + (minute % 5) }));
  expect(growthOf(values).perHour).toBe(0);
});

it('says nothing of a run that is too short', () => {
  expect(() => growthOf([{ minute: 1, value: 3 }])).toThrow('too short');
});

import { rank } from '../ranking/rank.js';
import { placesOf, shelter, wish } from '../../test-places.js';

const isOpen = (from: string, to: string, minuteOfDay: number) => {
  const { rules } = shelter('a');
  const places = placesOf(shelter('a', { rules: { ...rules, arrivals: { from, to } } }));
  return rank(places, wish({ minuteOfDay })).places.length === 1;
};

it.each([
  ['08:00', '20:00', 8 * 60, true],
  ['08:00', '20:00', 8 * 60 - 1, false],
  ['08:00', '20:00', 20 * 60, false],
  ['20:00', '08:00', 23 * 60, true],
  ['20:00', '08:00', 7 * 60, true],
  ['20:00', '08:00', 12 * 60, false],
  ['00:00', '00:00', 3 * 60, true],
  ['09:30', '09:30', 3 * 60, true],
])('a door open from %s to %s at minute %i: %s', (from, to, minute, open) => {
  expect(isOpen(from, to, minute)).toBe(open);
});

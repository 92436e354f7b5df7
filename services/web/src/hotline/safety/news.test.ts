import { moveNews } from './news.js';

const hold = (holdId: string) => ({ shelterId: 'sh', holdId, token: 1, allocations: [] });
const at = '2026-01-01T00:00:00.000Z';
const placed = (holdId: string) => ({ state: 'placed' as const, ...hold(holdId), placedAt: at, arrived: true });
const house = (name: string) => ({ shelterId: name, name, commune: '59606', acceptance: 'asked' as const });
const still = { status: placed('h-1'), moving: null, house: house('A'), nextHouse: null };
const moving = {
  ...still,
  moving: { ...hold('h-2'), state: 'offered' as const, expiresAt: at },
  nextHouse: house('B'),
};
const moved = { status: placed('h-2'), moving: null, house: house('B'), nextHouse: null };

it('tells from where and to where a household moved, in one step or in two', () => {
  expect(moveNews(moving, moved)).toEqual({ news: 'moved', from: 'A', to: 'B' });
  expect(moveNews(still, moved)).toEqual({ news: 'moved', from: 'A', to: 'B' });
});

it('tells that a move does not take place, also when another one has begun', () => {
  expect(moveNews(moving, still)).toEqual({ news: 'notMoved', house: 'B' });
  const another = { ...moving, moving: { ...moving.moving, holdId: 'h-3' }, nextHouse: house('C') };
  expect(moveNews(moving, another)).toEqual({ news: 'notMoved', house: 'B' });
});

it('tells nothing while nothing changed, when a move begins or goes on, and of places before the first', () => {
  const accepted = { ...moving, moving: { ...moving.moving, state: 'accepted' as const } };
  const offered = { ...still, status: { state: 'offered' as const, ...hold('h-0'), expiresAt: at } };
  const ended = { ...still, status: { state: 'ended' as const, outcome: 'left' as const, endedAt: at }, house: null };
  expect(moveNews(still, still)).toBeNull();
  expect(moveNews(still, moving)).toBeNull();
  expect(moveNews(moving, accepted)).toBeNull();
  expect(moveNews(offered, still)).toBeNull();
  expect(moveNews(moving, ended)).toBeNull();
});

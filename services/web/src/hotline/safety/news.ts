import type { PlacementView } from '@abri/contracts/matching-api';

type Seen = Pick<PlacementView, 'status' | 'moving' | 'house' | 'nextHouse'>;
/** What became of a move while somebody watched; houses by their names. */
export type MoveNews = { news: 'moved'; from: string; to: string } | { news: 'notMoved'; house: string };

/** What a request's later view says of a move that the earlier one did not. Null where there is nothing new. */
export function moveNews(before: Seen, now: Seen): MoveNews | null {
  if (before.status.state !== 'placed' || now.status.state !== 'placed') return null;
  if (before.status.holdId !== now.status.holdId)
    return before.house && now.house ? { news: 'moved', from: before.house.name, to: now.house.name } : null;
  if (before.moving && before.nextHouse && before.moving.holdId !== now.moving?.holdId)
    return { news: 'notMoved', house: before.nextHouse.name };
  return null;
}

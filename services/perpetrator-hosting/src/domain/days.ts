const dayMs = 86_400_000;
const midnightUtc = (day: string) => Date.parse(`${day}T00:00:00.000Z`);

/**
 * The instants between which a day of France lies whatever the season: it begins at 22:00 UTC of the day before and has
 * ended at midnight UTC. A zone is thus in force an hour too long rather than a minute too short.
 */
export const startOf = (day: string): string => new Date(midnightUtc(day) - 2 * 3_600_000).toISOString();
export const endOf = (day: string): string => new Date(midnightUtc(day) + dayMs).toISOString();

const noticeMs = 14 * dayMs;
/** When what follows a measure is proposed: a fortnight before its end, of a short one when half of it is over. */
export function noticeAt({ from, until }: { from: string; until: string }): string {
  const [start, end] = [Date.parse(startOf(from)), Date.parse(endOf(until))];
  return new Date(Math.max(end - noticeMs, (start + end) / 2)).toISOString();
}
/** Whole days between two instants. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.floor((Date.parse(later) - Date.parse(earlier)) / dayMs);

import type { Board } from '@abri/contracts/board-api';

export interface CommuneBeds {
  commune: string;
  houses: number;
  free: number;
  total: number;
}
/** Houses and beds of each commune that has a house, most free beds first. */
export function bedsByCommune(shelters: Board['shelters']): CommuneBeds[] {
  const found = new Map<string, CommuneBeds>();
  for (const { commune, beds } of shelters) {
    const before = found.get(commune) ?? { commune, houses: 0, free: 0, total: 0 };
    found.set(commune, {
      commune,
      houses: before.houses + 1,
      free: before.free + beds.free,
      total: before.total + beds.total,
    });
  }
  return [...found.values()].sort((a, b) => b.free - a.free || a.commune.localeCompare(b.commune));
}

/** How a commune is shaded: none without a house, 0 when its houses are full, then 1 to 4 by free beds. */
export function shadeOf(beds: Pick<CommuneBeds, 'free'> | undefined): 'none' | 0 | 1 | 2 | 3 | 4 {
  if (!beds) return 'none';
  if (beds.free <= 0) return 0;
  return beds.free <= 2 ? 1 : beds.free <= 5 ? 2 : beds.free <= 10 ? 3 : 4;
}

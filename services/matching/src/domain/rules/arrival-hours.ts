import type { HardRule } from './rule.js';

/** Nobody is sent to a closed door. The same time twice means day and night; hours may run over midnight. */
export const arrivalHours: HardRule = {
  name: 'arrivalHours',
  concerns: () => true,
  excludes: ({ columns, query, row }) => {
    const [from, to] = [columns.arrivalsFrom[row] ?? 0, columns.arrivalsTo[row] ?? 0];
    if (from === to) return false;
    const now = query.minuteOfDay;
    return from < to ? now < from || now >= to : now < from && now >= to;
  },
};

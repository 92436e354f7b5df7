import type { HardRule } from './rule.js';

/** Nobody is sent to a closed door. The same time twice means day and night; hours may run over midnight. */
export const arrivalHours: HardRule<'arrivals'> = {
  name: 'arrivalHours',
  looksAt: 'arrivals',
  concerns: () => true,
  excludes: ({ from, to }, { minuteOfDay: now }) => {
    if (from === to) return false;
    return from < to ? now < from || now >= to : now < from && now >= to;
  },
};

import type { ScreeningInstrument } from '@abri/contracts/screening-instrument';

/** The latest version of each questionnaire. */
export const latest = (all: readonly ScreeningInstrument[]): ScreeningInstrument[] => [
  ...all
    .reduce((byId, one) => {
      const known = byId.get(one.id);
      return known && known.version > one.version ? byId : byId.set(one.id, one);
    }, new Map<string, ScreeningInstrument>())
    .values(),
];

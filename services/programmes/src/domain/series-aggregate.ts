import type { PublicSeries, Series } from '@abri/contracts/programme';
import { decide } from './decide.js';
import { evolve, type SeriesState } from './state.js';

/** What others may know of a series. */
export function publicSeries({ programme, completed, sessions, participants }: Series): PublicSeries {
  return {
    programme,
    completed,
    sessions: sessions.map(({ sessionId, startsAt, minutes, state, reached }) => ({
      sessionId,
      startsAt,
      minutes,
      state,
      reached,
    })),
    signedUp: participants.filter(({ state }) => state === 'signedUp').length,
    certificates: participants.filter(({ certificateId }) => certificateId !== null).length,
  };
}

/** The series as the write path knows it. */
export const seriesAggregate = {
  name: 'series',
  initial: null as SeriesState,
  decide,
  evolve,
  publicState: (state: SeriesState) => state && publicSeries(state),
};

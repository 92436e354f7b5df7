import { decide, nextDue } from './decide-file.js';
import { evolve, type FileState } from './file-state.js';

/** The file as the write path knows it. */
export const fileAggregate = {
  name: 'penalFile',
  initial: null as FileState,
  decide,
  evolve,
  publicState: (state: FileState) => {
    if (!state) return null;
    const { door, open, danger, rung, measures, breaches } = state;
    return {
      kind: 'file' as const,
      door,
      open,
      danger,
      rung,
      running: measures.filter((one) => one.state === 'running').map(({ kind }) => kind),
      openBreaches: breaches.filter((one) => one.state === 'open').length,
    };
  },
  dueAt: nextDue,
};

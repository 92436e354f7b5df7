import type { Programme } from '@abri/contracts/programme';
import type { ProgrammesEvent } from '@abri/contracts/programmes-events';
import { momentAt } from './calendar.js';
import { add, type Tally } from './tally.js';

/** Counts an event of `programmes.events.v1`. */
export function foldProgrammes(tally: Tally, event: ProgrammesEvent): void {
  switch (event.type) {
    case 'SessionHeld': {
      const { programme, startsAt, reached } = event.data;
      const { year, month } = momentAt(startsAt);
      add(tally, year, 'sessionsByKind', programme.kind);
      add(tally, year, 'sessionsByMonth', month);
      add(tally, year, 'sessionsIn', programme.commune);
      if (programme.kind === 'therapy') add(tally, year, 'therapy', programme.audience);
      return countReached(tally, year, programme, reached);
    }
    case 'SessionCountCorrected': {
      const { programme, startsAt, from, to } = event.data;
      return countReached(tally, momentAt(startsAt).year, programme, to - from);
    }
    case 'ProfessionalTrained': {
      const { programme, field, lastSession } = event.data;
      const { year } = momentAt(lastSession);
      if (programme.kind !== 'training') return;
      add(tally, year, 'professionalsByField', field);
      return add(tally, year, 'professionalsBySubject', programme.subject);
    }
  }
}

function countReached(tally: Tally, year: number, programme: Programme, by: number): void {
  if (programme.kind === 'school') {
    add(tally, year, 'pupils', programme.level, by);
    add(tally, year, 'pupilsIn', programme.commune, by);
  }
  if (programme.kind === 'public') {
    add(tally, year, 'public', programme.form, by);
    add(tally, year, 'publicIn', programme.commune, by);
  }
}

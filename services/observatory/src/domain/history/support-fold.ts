import type { SupportEvent } from '@abri/contracts/support-events';
import { momentAt } from './calendar.js';
import { add, type Tally } from './tally.js';

/** Counts an event of `support.events.v1`. */
export function foldSupport(tally: Tally, event: SupportEvent): void {
  const { year, month } = momentAt(event.at);
  switch (event.type) {
    case 'PersonTakenCareOf':
      add(tally, event.data.year, 'victimsByCategory', event.data.category);
      return add(tally, event.data.year, 'victimsByMonth', month);
    case 'CaseOpened':
      add(tally, year, 'casesByDoor', event.data.door);
      return add(tally, year, 'casesByOpener', event.data.openedBy);
    case 'CaseClosed':
      return add(tally, year, 'closings', event.data.reason);
    case 'ScreeningRecorded':
      return add(tally, year, 'screeningsByLevel', event.data.level);
    case 'ScreeningFollowed':
      return add(tally, year, 'screeningOutcomes', event.data.outcome);
    case 'CounsellingEnded':
      return add(tally, year, 'counsellingOutcomes', event.data.outcome);
    case 'AppointmentEnded':
      return add(tally, year, 'appointments', event.data.as);
  }
}

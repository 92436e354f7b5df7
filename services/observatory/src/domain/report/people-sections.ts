import { CloseReason as ChildCloseReason, Referrer } from '@abri/contracts/child-case';
import type { Breakdown, Report } from '@abri/contracts/report-api';
import { ScreeningLevel } from '@abri/contracts/screening-instrument';
import { CloseReason, CounsellingOutcome, Door, OpenedBy, VictimCategory } from '@abri/contracts/support-case';
import { ageBands } from '../history/children-fold.js';
import { countsOf, type Figure, type Tally } from '../history/tally.js';
import { breakdownOf, months, partOf, shareOf } from './breakdown.js';

export const screeningOutcomes = ['caseOpened', 'toldOfHelp', 'calledHotline', 'talkAgain', 'declined'] as const;
export const appointmentEnds = ['kept', 'missed', 'cancelled'] as const;
export const taskStates = ['inTime', 'late', 'overdue', 'notYetDue', 'cancelled'] as const;
export const childSources = ['placement', ...Referrer.options] as const;
export const urgencies = ['urgent', 'notUrgent'] as const;

/** Victims, as victim support counts them. */
export function victimsSection(tally: Tally, year: number): Report['victims'] {
  const of = (figure: Figure, keys: readonly string[]) => breakdownOf(countsOf(tally, year, figure), keys);
  return {
    byCategory: of('victimsByCategory', VictimCategory.options),
    byMonth: of('victimsByMonth', months),
    casesByDoor: of('casesByDoor', Door.options),
    casesByOpener: of('casesByOpener', OpenedBy.options),
    closings: of('closings', CloseReason.options),
    screeningsByLevel: of('screeningsByLevel', ScreeningLevel.options),
    screeningOutcomes: of('screeningOutcomes', screeningOutcomes),
    counsellingOutcomes: of('counsellingOutcomes', CounsellingOutcome.options),
    appointments: of('appointments', appointmentEnds),
  };
}

/** Children, as child follow-up counts them. `today` tells which open tasks are overdue: those due on an earlier day. */
export function childrenSection(tally: Tally, year: number, today: string): Report['children'] {
  const of = (figure: Figure, keys: readonly string[]) => breakdownOf(countsOf(tally, year, figure), keys);
  const firstContact = tasksOf(tally, year, today, 'firstContact', 'firstContactOpen');
  const [inTime, late, overdue] = ['inTime', 'late', 'overdue'].map((key) => Number(partOf(firstContact, key)));
  return {
    casesByAge: of('childrenByAge', ageBands),
    casesBySource: of('childrenBySource', childSources),
    firstContact,
    firstContactInTime: shareOf(inTime ?? 0, (inTime ?? 0) + (late ?? 0) + (overdue ?? 0)),
    tasks: tasksOf(tally, year, today, 'tasks', 'tasksOpen'),
    leadAlerts: { count: countsOf(tally, year, 'single').get('leadAlerts') ?? 0 },
    worryingReports: of('worryingReports', urgencies),
    outcomes: of('childOutcomes', ChildCloseReason.options),
  };
}

function tasksOf(tally: Tally, year: number, today: string, ended: Figure, open: Figure): Breakdown {
  const counts = new Map(countsOf(tally, year, ended));
  for (const [day, tasks] of countsOf(tally, year, open)) {
    const state = day < today ? 'overdue' : 'notYetDue';
    counts.set(state, (counts.get(state) ?? 0) + tasks);
  }
  return breakdownOf(counts, taskStates);
}

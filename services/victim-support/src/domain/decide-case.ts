import { hasConsent, type SupportCase, yearOf } from '@abri/contracts/support-case';
import type { SupportCaseFact } from '@abri/contracts/support-events';
import { appointmentCommand } from './appointments.js';
import { type CaseCommand, type CaseResult, refuse } from './case-commands.js';
import type { CaseState } from './case-state.js';
import { takenCareOf } from './counting.js';
import { planCommand } from './plan.js';
import { retentionIsOver } from './retention.js';
import { whatTimeBrought } from './time.js';

/** Nobody may look into a case for longer than this without being asked anew: days. */
export const longestConsentDays = 366;
const days = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 86_400_000;

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: CaseCommand, state: CaseState): CaseResult {
  if (command.do === 'open') return open(command, state);
  if (!state) return refuse('noSuchCase');
  if (command.do === 'tick') return whatTimeBrought(state, command.now);
  if (command.do === 'endRetention')
    return !state.erased && retentionIsOver(state, command.closedBefore) ? [{ type: 'PersonErased', data: {} }] : [];
  // Erasing again is taken: whoever lost the answer, or the half of it, does it over.
  if (state.erased && command.do !== 'erase') return refuse('personErased');
  if (command.do === 'giveConsent') return giveConsent(command, state);
  // The last guard: whoever has no consent at this instant changes nothing, and learns nothing from the refusal.
  if (!hasConsent(state, command.by, command.now)) return refuse('noSuchCase');
  switch (command.do) {
    case 'withdrawConsent':
      return hasConsent(state, command.partnerId, command.now)
        ? [{ type: 'ConsentWithdrawn', data: { partnerId: command.partnerId } }]
        : [];
    case 'correctIdentity':
      return [{ type: 'IdentityCorrected', data: { partnerId: command.by } }];
    case 'erase':
      return state.erased ? [] : [{ type: 'PersonErased', data: { partnerId: command.by } }];
    case 'reopen':
      return state.open
        ? []
        : [{ type: 'CaseReopened', data: { partnerId: command.by } }, ...takenCareOf(state, command)];
  }
  if (!state.open) return refuse('caseClosed');
  switch (command.do) {
    case 'close':
      return [
        ...state.appointments.flatMap(({ appointmentId, state: now }): SupportCaseFact[] =>
          now === 'planned' ? [{ type: 'AppointmentEnded', data: { appointmentId, as: 'cancelled' } }] : [],
        ),
        { type: 'CaseClosed', data: { partnerId: command.by, reason: command.reason } },
      ];
    case 'addScreening': {
      const { screeningId, level, by } = command;
      if (state.screenings.some((one) => one.screeningId === screeningId)) return [];
      return [{ type: 'ScreeningAdded', data: { screeningId, level, partnerId: by } }, ...takenCareOf(state, command)];
    }
    case 'makeAppointment':
    case 'reminded':
    case 'endAppointment':
      return appointmentCommand(command, state);
    default:
      return planCommand(command, state);
  }
}

function open(command: Extract<CaseCommand, { do: 'open' }>, state: CaseState): CaseResult {
  const { by, now, until, door, openedBy, category, screening, counselling } = command;
  if (state) return refuse('caseExists');
  const wrong = consentRefused(now, until) ?? (counselling && consentRefused(now, counselling.until));
  if (wrong) return wrong;
  const facts: SupportCaseFact[] = [
    { type: 'CaseOpened', data: { partnerId: by, category, door, openedBy } },
    { type: 'ConsentGiven', data: { partnerId: by, until } },
    { type: 'PersonTakenCareOf', data: { year: yearOf(now), category } },
  ];
  if (screening) facts.push({ type: 'ScreeningAdded', data: { ...screening, partnerId: by } });
  if (counselling) {
    const { referralId, kind, partnerId } = counselling;
    if (partnerId !== by) facts.push({ type: 'ConsentGiven', data: { partnerId, until: counselling.until } });
    facts.push({ type: 'CounsellingAsked', data: { referralId, kind, partnerId } });
  }
  return facts;
}

/**
 * A partner with consent passes on the person's consent to another. A partner without may only bring a consent to
 * itself, which the person has just given there; the others see it in the case.
 */
function giveConsent(command: Extract<CaseCommand, { do: 'giveConsent' }>, state: SupportCase): CaseResult {
  const { by, partnerId, now, until } = command;
  if (by !== partnerId && !hasConsent(state, by, now)) return refuse('noSuchCase');
  return consentRefused(now, until) ?? [{ type: 'ConsentGiven', data: { partnerId, until } }];
}

function consentRefused(now: string, until: string) {
  if (until <= now) return refuse('consentOver');
  return days(now, until) > longestConsentDays ? refuse('consentTooLong', { most: longestConsentDays }) : undefined;
}

import { hasConsent, type SupportCase } from '@abri/contracts/support-case';
import { type CaseCommand, type CaseResult, refuse } from './case-commands.js';
import { takenCareOf } from './counting.js';
import { mostOfAKind } from './plan.js';

/** Appointments of an open case, by a partner with consent. */
export function appointmentCommand(
  command: Extract<CaseCommand, { do: 'makeAppointment' | 'reminded' | 'endAppointment' }>,
  state: SupportCase,
): CaseResult {
  const { appointmentId, now } = command;
  if (command.do === 'makeAppointment') {
    const { partnerId, kind, startsAt, minutes, remindHours } = command;
    if (!hasConsent(state, partnerId, now)) return refuse('partnerWithoutConsent');
    if (startsAt <= now) return refuse('appointmentPast');
    if (state.appointments.length >= mostOfAKind) return refuse('tooMany', { most: mostOfAKind });
    const remindAt = new Date(Date.parse(startsAt) - remindHours * 3_600_000).toISOString();
    return [{ type: 'AppointmentMade', data: { appointmentId, partnerId, kind, startsAt, minutes, remindAt } }];
  }
  const appointment = state.appointments.find((one) => one.appointmentId === appointmentId);
  if (!appointment) return refuse('noSuchAppointment');
  if (appointment.state !== 'planned') return refuse('alreadyEnded');
  if (command.do === 'reminded')
    return appointment.reminder === 'done' ? [] : [{ type: 'AppointmentReminded', data: { appointmentId } }];
  if (command.as !== 'cancelled' && appointment.startsAt > now) return refuse('appointmentAhead');
  const ended = { type: 'AppointmentEnded' as const, data: { appointmentId, as: command.as } };
  return command.as === 'kept' ? [ended, ...takenCareOf(state, command)] : [ended];
}

import type { SupportCase } from '@abri/contracts/support-case';
import type { SupportCaseFact } from '@abri/contracts/support-events';

/** The first instant after a day (ISO 8601), in UTC: a step is late from then on. */
const endOf = (day: string) => new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();
const due = (at: string, now: string) => at <= now;

/** What the clock alone has brought about by `now`. */
export function whatTimeBrought(state: SupportCase, now: string): SupportCaseFact[] {
  const consents = state.consents.flatMap(({ partnerId, until, ended }): SupportCaseFact[] =>
    ended === 'no' && due(until, now) ? [{ type: 'ConsentEnded', data: { partnerId } }] : [],
  );
  if (!state.open) return consents;
  const reminders = state.appointments.flatMap((one): SupportCaseFact[] =>
    one.state === 'planned' && one.reminder === 'later' && due(one.remindAt, now)
      ? [
          {
            type: 'AppointmentReminderDue',
            data: { partnerId: one.partnerId, appointmentId: one.appointmentId },
          },
        ]
      : [],
  );
  const late = state.goals.flatMap(({ goalId, steps }) =>
    steps.flatMap(({ stepId, partnerId, dueOn, state: step, overdue }): SupportCaseFact[] =>
      step === 'open' && !overdue && due(endOf(dueOn), now)
        ? [{ type: 'StepOverdue', data: { partnerId, goalId, stepId } }]
        : [],
    ),
  );
  return [...consents, ...reminders, ...late];
}

/** The earliest instant at which `whatTimeBrought` will have something to say, or null. */
export function nextDue(state: SupportCase | null): string | null {
  if (!state) return null;
  const consents = state.consents.flatMap(({ until, ended }) => (ended === 'no' ? [until] : []));
  const open = !state.open
    ? []
    : [
        ...state.appointments.flatMap((one) =>
          one.state === 'planned' && one.reminder === 'later' ? [one.remindAt] : [],
        ),
        ...state.goals.flatMap(({ steps }) =>
          steps.flatMap((step) => (step.state === 'open' && !step.overdue ? [endOf(step.dueOn)] : [])),
        ),
      ];
  return [...consents, ...open].sort()[0] ?? null;
}

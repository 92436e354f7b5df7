import type { SupportSubjectAccess } from '@abri/contracts/subject-access';
import type { SupportCaseView } from '@abri/contracts/support-api';
import { z } from 'zod';
import type { Application } from './http.js';

const Answers = z.object({ answers: z.record(z.string(), z.unknown()) });

/** Everything that is held about the person of a case, from the view that was read and audited. Worker ids stay here. */
export async function supportSubjectAccess(
  app: Pick<Application, 'directory' | 'records' | 'readings' | 'now'>,
  view: SupportCaseView,
): Promise<SupportSubjectAccess> {
  const ids = new Set(
    [view.consents, view.screenings, view.counselling, view.appointments, view.notes]
      .flat()
      .map((one) => one.partnerId),
  );
  for (const { steps } of view.goals) for (const { partnerId } of steps) ids.add(partnerId);
  const names = new Map<string, string>();
  for (const id of ids) names.set(id, (await app.directory.partner(id))?.name ?? id);
  const [answers, readings] = await Promise.all([
    app.records.ofMany(
      view.screenings.map(({ screeningId }) => screeningId),
      'answers',
    ),
    app.readings.about(view.caseId),
  ]);
  const partner = ({ partnerId }: { partnerId: string }) => ({ partner: names.get(partnerId) ?? partnerId });
  const { category, door, openedBy, openedAt, closed, countedYears, identity, safetyPlan } = view;
  return {
    madeAt: app.now(),
    withheld: ['namesOfWorkers'],
    readings,
    identity,
    category,
    door,
    openedBy,
    openedAt,
    closed,
    countedYears,
    consents: view.consents.map(({ partnerId, ...one }) => ({ ...one, ...partner({ partnerId }) })),
    screenings: view.screenings.map((one) => ({
      level: one.level,
      at: one.at,
      ...partner(one),
      answers: Answers.safeParse(answers.get(one.screeningId)).data?.answers ?? {},
    })),
    counselling: view.counselling.map(({ kind, askedAt, state, outcome, ...one }) => ({
      kind,
      askedAt,
      state,
      outcome,
      ...partner(one),
    })),
    goals: view.goals.map(({ profession, state, text, steps }) => ({
      profession,
      state,
      text,
      steps: steps.map((step) => ({ dueOn: step.dueOn, state: step.state, text: step.text, ...partner(step) })),
    })),
    appointments: view.appointments.map(({ kind, startsAt, minutes, state, text, ...one }) => ({
      kind,
      startsAt,
      minutes,
      state,
      text,
      ...partner(one),
    })),
    notes: view.notes.map(({ at, text, ...one }) => ({ at, text, ...partner(one) })),
    safetyPlan,
  };
}

import type { PenalFileView } from '@abri/contracts/hosting-api';
import type { PenalSubjectAccess } from '@abri/contracts/subject-access';
import type { Application } from './http.js';

/** Nothing else that stands in the audit log about a file may be told to its person: zones and safety questions would show. */
const told: readonly string[] = ['fileRead', 'subjectAccess'];

/**
 * What is held about the person of a file, from the view that was read and audited. It leaves out whatever the victim said,
 * and whatever tells of a place where the person may not be: zones, breaches that the victim
 * or a zone made known, why a measure ended, proposals that follow from these, and free texts, which nobody has read for
 * this. What is left out is named the same for every file, so that its being named tells nothing.
 */
export async function penalSubjectAccess(
  app: Pick<Application, 'agencies' | 'readings' | 'now'>,
  view: PenalFileView,
): Promise<PenalSubjectAccess> {
  const [agencies, readings] = await Promise.all([app.agencies.all(), app.readings.about(view.fileId)]);
  const { identity, door, open, openedAt, danger, assessedAt, rung, stay } = view;
  return {
    madeAt: app.now(),
    withheld: [
      'namesOfWorkers',
      'otherPeopleInTheCase',
      'whereOthersAre',
      'answersAboutViolence',
      'freeTexts',
      'zones',
      'breachesTowardsOthers',
      'proposals',
    ],
    readings: readings.filter(({ action }) => told.includes(action)),
    identity,
    door,
    open,
    openedAt,
    danger,
    assessedAt,
    rung,
    agency: agencies.find(({ agencyId }) => agencyId === view.agencyId)?.name ?? null,
    measures: view.measures.map(({ kind, from, until, conditions, state, ended, consents, compliance }) => ({
      kind,
      from,
      until,
      conditions,
      state,
      endedAt: ended?.at ?? null,
      consentedOn: consents?.perpetratorOn ?? null,
      compliance: compliance.map(({ on, level }) => ({ on, level })),
    })),
    decisions: view.decisions.map(({ at, direction, kind, grounds }) => ({ at, direction, kind, grounds })),
    breaches: view.breaches.flatMap(({ kind, severity, on, state }) =>
      kind === 'missedAppointment' || kind === 'conditionNotKept' || kind === 'leftHosting'
        ? [{ kind, severity, on, state }]
        : [],
    ),
    notes: view.notes.map(({ at }) => ({ at })),
    stay: stay && { site: stay.siteName, commune: stay.commune, place: stay.place, since: stay.hold.heldAt },
  };
}

import type { Series } from '@abri/contracts/programme';
import type { ParticipantSubjectAccess } from '@abri/contracts/subject-access';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

/**
 * What is held about one participant of a training; feedback is kept without names and is nobody's. Throws the 404 problem where
 * nobody of this id takes part, and the 410 problem where the name was erased.
 */
export async function participantSubjectAccess(
  app: Pick<Application, 'professionals' | 'texts' | 'readings' | 'now'>,
  { seriesId, state, participantId }: { seriesId: string; state: Series; participantId: string },
): Promise<ParticipantSubjectAccess> {
  const participant = state.participants.find((one) => one.participantId === participantId);
  if (!participant) throw problemOf({ refused: 'noSuchParticipant' });
  const professional = (await app.professionals.get([participantId])).get(participantId);
  if (!professional) throw problemOf({ refused: 'personErased' });
  const [texts, ofList, own] = await Promise.all([
    app.texts.get([state.textId]),
    app.readings.about(seriesId),
    app.readings.about(participantId),
  ]);
  const { field, state: standing, certificateId } = participant;
  return {
    madeAt: app.now(),
    withheld: ['namesOfWorkers', 'otherPeopleInTheCase'],
    // Names are read by the list; what else was done to the training says nothing of this person.
    readings: [...ofList.filter(({ action }) => action === 'participantsRead'), ...own].sort((one, other) =>
      one.at.localeCompare(other.at),
    ),
    professional,
    field,
    state: standing,
    certificateId,
    programme: state.programme,
    title: texts.get(state.textId)?.title ?? '',
    sessions: state.sessions.map(({ startsAt, minutes, state: held, attended }) => ({
      startsAt,
      minutes,
      state: held,
      attended: attended.includes(participantId),
    })),
  };
}

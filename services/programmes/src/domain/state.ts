import type { Participant, Series, Session } from '@abri/contracts/programme';
import type { ProgrammesFact } from '@abri/contracts/programmes-events';

/** What the service knows of one series; null until it is planned. */
export type SeriesState = Series | null;

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(state: SeriesState, fact: ProgrammesFact): SeriesState {
  if (fact.type === 'SeriesPlanned') return { ...fact.data, completed: false, sessions: [], participants: [] };
  if (!state) return null;
  const session = (sessionId: string, change: Partial<Session>): Series => ({
    ...state,
    sessions: state.sessions.map((one) => (one.sessionId === sessionId ? { ...one, ...change } : one)),
  });
  const participant = (participantId: string, change: Partial<Participant>): Series => ({
    ...state,
    participants: state.participants.map((one) => (one.participantId === participantId ? { ...one, ...change } : one)),
  });
  const joined = (data: { participantId: string; field: Participant['field'] }, now: 'signedUp' | 'waiting') => ({
    ...state,
    participants: [
      ...state.participants.filter(({ participantId }) => participantId !== data.participantId),
      { ...data, state: now, certificateId: null },
    ],
  });

  switch (fact.type) {
    case 'SeriesTextsChanged':
      return { ...state, textId: fact.data.textId };
    case 'SessionPlanned': {
      const planned: Session = { ...fact.data, state: 'planned', reached: null, attended: [], feedback: null };
      const sessions = [...state.sessions, planned].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
      return { ...state, sessions };
    }
    case 'SessionMoved': {
      const { sessionId, startsAt, minutes } = fact.data;
      const moved = session(sessionId, { startsAt, minutes });
      return { ...moved, sessions: [...moved.sessions].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) };
    }
    case 'SessionCancelled':
      return session(fact.data.sessionId, { state: 'cancelled' });
    case 'SessionHeld':
      return session(fact.data.sessionId, { state: 'held', reached: fact.data.reached });
    case 'SessionCountCorrected':
      return session(fact.data.sessionId, { reached: fact.data.to });
    case 'AttendanceRecorded':
      return session(fact.data.sessionId, { attended: fact.data.attended });
    case 'FeedbackRecorded':
      return session(fact.data.sessionId, { feedback: fact.data.feedback });
    case 'ParticipantSignedUp': {
      // Somebody who waited keeps the place in the list, so that the order of signing up stays.
      const known = state.participants.find(({ participantId }) => participantId === fact.data.participantId);
      return known?.state === 'waiting'
        ? participant(fact.data.participantId, { state: 'signedUp' })
        : joined(fact.data, 'signedUp');
    }
    case 'ParticipantWaitlisted':
      return joined(fact.data, 'waiting');
    case 'ParticipantWithdrew':
      return participant(fact.data.participantId, { state: 'withdrawn' });
    case 'ProfessionalTrained':
      return participant(fact.data.participantId, { certificateId: fact.data.certificateId });
    case 'SeriesCompleted':
      return { ...state, completed: true };
  }
}

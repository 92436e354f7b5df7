import type { Series } from '@abri/contracts/programme';
import type { ProgrammesFact } from '@abri/contracts/programmes-events';
import { refuse, type Result, type SeriesCommand } from './decide.js';

/** A series has at most this many sessions: its document stays small. */
export const mostSessions = 60;

type SessionCommand = Extract<
  SeriesCommand,
  { do: 'planSession' | 'moveSession' | 'cancelSession' | 'holdSession' | 'recordAttendance' }
>;

/** Sessions of a series that is under way. */
export function sessionCommand(command: SessionCommand, state: Series): Result {
  const { sessionId } = command;
  const session = state.sessions.find((one) => one.sessionId === sessionId);
  if (command.do === 'planSession') {
    if (session) return refuse('sessionExists');
    if (state.sessions.length >= mostSessions) return refuse('tooManySessions', { most: mostSessions });
    return [{ type: 'SessionPlanned', data: { sessionId, startsAt: command.startsAt, minutes: command.minutes } }];
  }
  if (!session) return refuse('noSuchSession');
  if (command.do === 'moveSession' || command.do === 'cancelSession') {
    if (session.state !== 'planned') return refuse('sessionNotPlanned');
    return command.do === 'cancelSession'
      ? [{ type: 'SessionCancelled', data: { sessionId, reason: command.reason } }]
      : [{ type: 'SessionMoved', data: { sessionId, startsAt: command.startsAt, minutes: command.minutes } }];
  }
  const training = state.programme.kind === 'training';
  if (session.state === 'cancelled') return refuse('sessionNotPlanned');
  if (session.startsAt > command.now) return refuse('sessionAhead');
  if (command.do === 'holdSession')
    return training ? refuse('recordWhoWasThere') : counted(state, sessionId, command.reached);
  if (!training) return refuse('countOnly');
  const attended = [...new Set(command.attended)];
  const mayAttend = new Set(state.participants.flatMap((one) => (one.state === 'signedUp' ? [one.participantId] : [])));
  if (!attended.every((participantId) => mayAttend.has(participantId))) return refuse('notSignedUp');
  return [...counted(state, sessionId, attended.length), { type: 'AttendanceRecorded', data: { sessionId, attended } }];
}

/** The session is counted once; later figures correct the first. */
function counted({ programme, sessions }: Series, sessionId: string, reached: number): ProgrammesFact[] {
  const session = sessions.find((one) => one.sessionId === sessionId);
  if (!session) return [];
  const { startsAt } = session;
  if (session.reached === null) return [{ type: 'SessionHeld', data: { sessionId, programme, startsAt, reached } }];
  if (session.reached === reached) return [];
  const data = { sessionId, programme, startsAt, from: session.reached, to: reached };
  return [{ type: 'SessionCountCorrected', data }];
}

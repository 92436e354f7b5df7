import type { CancelReason, Feedback, Programme, Series, WorkField } from '@abri/contracts/programme';
import type { ProgrammesFact } from '@abri/contracts/programmes-events';
import { participantCommand } from './participants.js';
import { sessionCommand } from './sessions.js';
import type { SeriesState } from './state.js';

type When = { startsAt: string; minutes: number };
/** Every command of a series. `now` is an instant, ISO 8601. */
export type SeriesCommand =
  | { do: 'plan'; programme: Programme; textId: string; sessions: readonly (When & { sessionId: string })[] }
  | { do: 'changeTexts'; textId: string }
  | ({ do: 'planSession'; sessionId: string } & When)
  | ({ do: 'moveSession'; sessionId: string } & When)
  | { do: 'cancelSession'; sessionId: string; reason: CancelReason }
  | { do: 'holdSession'; sessionId: string; reached: number; now: string }
  | { do: 'recordAttendance'; sessionId: string; attended: readonly string[]; now: string }
  | { do: 'recordFeedback'; sessionId: string; feedback: Feedback }
  | { do: 'signUp'; participantId: string; field: WorkField }
  | { do: 'withdraw'; participantId: string }
  | { do: 'complete'; certificates: string };

export type Refused = { refused: string; detail?: Record<string, string | number | string[]> };
export type Result = readonly ProgrammesFact[] | Refused;
export const refuse = (refused: string, detail?: Refused['detail']): Refused =>
  detail ? { refused, detail } : { refused };

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: SeriesCommand, state: SeriesState): Result {
  if (command.do === 'plan') {
    if (state) return refuse('seriesExists');
    const { programme, textId, sessions } = command;
    return [
      { type: 'SeriesPlanned', data: { programme, textId } },
      ...sessions.map((session): ProgrammesFact => ({ type: 'SessionPlanned', data: session })),
    ];
  }
  if (!state) return refuse('noSuchSeries');
  if (command.do === 'recordFeedback') return feedback(command, state);
  if (state.completed) return refuse('seriesCompleted');
  switch (command.do) {
    case 'changeTexts':
      return [{ type: 'SeriesTextsChanged', data: { textId: command.textId } }];
    case 'signUp':
    case 'withdraw':
      return participantCommand(command, state);
    case 'complete':
      return complete(command.certificates, state);
    default:
      return sessionCommand(command, state);
  }
}

function feedback(command: Extract<SeriesCommand, { do: 'recordFeedback' }>, state: Series): Result {
  const session = state.sessions.find(({ sessionId }) => sessionId === command.sessionId);
  if (!session) return refuse('noSuchSession');
  if (session.state !== 'held') return refuse('sessionNotHeld');
  const people = (scores: readonly number[]) => scores.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...Object.values(command.feedback).map(people));
  if (most > (session.reached ?? 0)) return refuse('moreScoresThanPeople', { people: session.reached ?? 0 });
  return [{ type: 'FeedbackRecorded', data: { sessionId: session.sessionId, feedback: command.feedback } }];
}

/** Ends a series, with numbers for its certificates. Whoever was at every session of a training is trained, and has a certificate. */
function complete(certificates: string, state: Series): Result {
  if (state.sessions.some((session) => session.state === 'planned')) return refuse('sessionsAhead');
  const held = state.sessions.filter((session) => session.state === 'held');
  const last = held.at(-1);
  if (!last) return refuse('nothingHeld');
  const always = state.participants.filter(({ participantId }) =>
    held.every(({ attended }) => attended.includes(participantId)),
  );
  const trained = state.programme.kind === 'training' ? always : [];
  return [
    ...trained.map(({ participantId, field }, index): ProgrammesFact => {
      const certificateId = `${certificates}-${index + 1}`;
      const { programme } = state;
      return {
        type: 'ProfessionalTrained',
        data: { participantId, certificateId, programme, field, lastSession: last.startsAt },
      };
    }),
    { type: 'SeriesCompleted', data: {} },
  ];
}

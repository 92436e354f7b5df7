import type { Series } from '@abri/contracts/programme';
import { refuse, type Result, type SeriesCommand } from './decide.js';

/** A list of participants, those who withdrew included, has at most this many. */
export const mostParticipants = 500;

/** Seats that nobody has; null where a programme gives none. */
export function freeSeats({ programme, participants }: Series): number | null {
  if (programme.kind !== 'training') return null;
  return programme.seats - participants.filter(({ state }) => state === 'signedUp').length;
}

/** Signing up for a training, and stepping back: the first who waits gets the seat. */
export function participantCommand(
  command: Extract<SeriesCommand, { do: 'signUp' | 'withdraw' }>,
  state: Series,
): Result {
  const { participantId } = command;
  const free = freeSeats(state);
  if (free === null) return refuse('noSignUp');
  const known = state.participants.find((one) => one.participantId === participantId);
  if (command.do === 'signUp') {
    if (known && known.state !== 'withdrawn') return [];
    if (!known && state.participants.length >= mostParticipants)
      return refuse('tooManyParticipants', { most: mostParticipants });
    const data = { participantId, field: command.field };
    return [free > 0 ? { type: 'ParticipantSignedUp', data } : { type: 'ParticipantWaitlisted', data }];
  }
  if (!known) return refuse('noSuchParticipant');
  if (known.state === 'withdrawn') return [];
  if (state.sessions.some(({ attended }) => attended.includes(participantId))) return refuse('hasAttended');
  const withdrew = { type: 'ParticipantWithdrew' as const, data: { participantId } };
  const next = state.participants.find((one) => one.state === 'waiting' && one.participantId !== participantId);
  if (known.state === 'waiting' || !next) return [withdrew];
  return [withdrew, { type: 'ParticipantSignedUp', data: { participantId: next.participantId, field: next.field } }];
}

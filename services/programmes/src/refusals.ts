import { type HttpProblem, refusalProblem, type RefusalTable } from '@abri/service-kit/errors';

/** What each refusal of this service's decisions means over HTTP. */
const refusals: RefusalTable = {
  noSuchSeries: { status: 404, title: 'There is no such programme', detail: 'Read the list again.' },
  noSuchSession: { status: 404, title: 'There is no such session', detail: 'Read the programme again.' },
  noSuchParticipant: { status: 404, title: 'There is no such participant', detail: 'Read the programme again.' },
  personErased: {
    status: 410,
    title: 'This person’s name was erased',
    detail: 'Nothing is held about them any more; what was counted stays counted.',
  },
  participantErased: {
    status: 410,
    title: 'This person’s name was erased',
    detail: 'It is not entered again for this programme. Ask those who run it to sign you up anew.',
  },
  noSuchCertificate: {
    status: 404,
    title: 'There is no such certificate',
    detail: 'A certificate is for whoever was at every session of a completed training.',
  },
  seriesExists: { status: 409, title: 'There is another programme with this id', detail: 'Use a new key.' },
  seriesCompleted: {
    status: 409,
    title: 'The programme is completed',
    detail: 'Its figures and certificates stand. Plan another for what comes.',
  },
  sessionExists: { status: 409, title: 'There is another session with this id', detail: 'Use a new key.' },
  tooManySessions: { status: 409, title: 'The programme is full', detail: 'It has {most} sessions at most.' },
  sessionNotPlanned: {
    status: 409,
    title: 'This session was held or called off',
    detail: 'Only a planned session can change.',
  },
  sessionNotHeld: { status: 409, title: 'This session was not held yet', detail: 'Record first who was there.' },
  sessionAhead: { status: 409, title: 'The session has not begun', detail: 'Record it once it has begun.' },
  sessionsAhead: {
    status: 409,
    title: 'Sessions are still planned',
    detail: 'Record or call off each of them, then complete the programme.',
  },
  nothingHeld: { status: 409, title: 'No session was held', detail: 'There is nothing to complete.' },
  recordWhoWasThere: {
    status: 409,
    title: 'A training records who was there',
    detail: 'Send the attendance instead of a number.',
  },
  countOnly: { status: 409, title: 'Only numbers are kept here', detail: 'Send how many were there, no names.' },
  notSignedUp: { status: 409, title: 'Somebody is not signed up', detail: 'Sign them up first, if there is a seat.' },
  noSignUp: { status: 409, title: 'One does not sign up for this', detail: 'Only trainings have a list of names.' },
  tooManyParticipants: { status: 409, title: 'The list is full', detail: 'It has {most} lines at most.' },
  hasAttended: {
    status: 409,
    title: 'This person was at a session',
    detail: 'Whoever was there stays in the figures.',
  },
  moreScoresThanPeople: {
    status: 409,
    title: 'There are more scores than people',
    detail: '{people} people were there: check the numbers.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This Idempotency-Key was used for something else',
    detail: 'Use a new key for each new command.',
  },
};

/** The problem of a refusal. */
export const problemOf = (refusal: {
  refused: string;
  detail?: Record<string, string | number | string[]>;
}): HttpProblem => refusalProblem(refusals, refusal);

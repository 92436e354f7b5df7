import { type HttpProblem, refusalProblem, type RefusalTable } from '@abri/service-kit/errors';

/** What each refusal of this service means over HTTP. */
const refusals: RefusalTable = {
  noSuchRequest: { status: 404, title: 'There is no such placement request', detail: 'Check its id.' },
  keyMissing: {
    status: 400,
    title: 'The Idempotency-Key is missing',
    detail: 'Send one with each new request, so that pressing twice gives one placement. Nothing was changed.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This Idempotency-Key was used for another household',
    detail: 'Use a new key for each new request. Nothing was changed.',
  },
  hasEnded: { status: 409, title: 'This request has ended', detail: 'Make a new request if a place is needed again.' },
  alreadyPlaced: {
    status: 409,
    title: 'The household has a place',
    detail: 'Withdraw the request, or speak with the house, before looking for another place.',
  },
  householdArrived: {
    status: 409,
    title: 'The household has arrived',
    detail: 'The house says when it leaves; the request ends then.',
  },
  nothingToConfirm: {
    status: 409,
    title: 'There is no offer to confirm',
    detail: 'Read the request again: it has moved on.',
  },
  notAnswered: {
    status: 409,
    title: 'The house has not answered yet',
    detail: 'Wait for its answer, call it, or choose another place.',
  },
  placeNoLongerHeld: {
    status: 409,
    title: 'The place is no longer held',
    detail: 'Its time was over. Read the request again and choose anew.',
  },
  movedOn: {
    status: 409,
    title: 'The request has moved on',
    detail: 'Something changed while this was done: read it again and decide anew.',
  },
  alreadyTried: {
    status: 409,
    title: 'This house has already said no',
    detail: 'Choose another place.',
  },
  placeDoesNotSuit: {
    status: 409,
    title: 'This place does not suit the household',
    detail: 'It is excluded by: {rules}. Choose another place.',
  },
  placeTaken: {
    status: 409,
    title: 'Somebody was faster',
    detail: 'The place is taken. Read the request again and choose another.',
  },
  notPlaced: {
    status: 409,
    title: 'The household has no place to move from',
    detail: 'Choose a place for it, and confirm it, first.',
  },
  moveUnderWay: {
    status: 409,
    title: 'Another move is under way',
    detail: 'Confirm it or cancel it first.',
  },
  sameHouse: { status: 409, title: 'The household is in this house', detail: 'Choose another house.' },
  stillInZone: {
    status: 409,
    title: 'The place lies in a zone',
    detail: 'Move the household: the alert stands until the zone is gone.',
  },
  homeNotFree: {
    status: 409,
    title: 'Staying home is not safe',
    detail:
      'No zone of the case covers the home, or the violent person is not hosted elsewhere. Read the request again.',
  },
  tooManyLinks: {
    status: 409,
    title: 'This case has as many link codes as it can have',
    detail: 'At most {most}. Use one that was given out.',
  },
  outcomeUnknown: {
    status: 503,
    title: 'It is not known yet whether a place is held',
    detail: 'Send the same request again with the same Idempotency-Key: you will get one placement, never two.',
  },
  notReady: {
    status: 503,
    title: 'The service is still reading the shelters',
    detail: 'Nothing was changed. Try again in a moment.',
  },
};

/** The problem of a refusal. */
export const problemOf = (refused: string, detail?: Record<string, string | number | string[]>): HttpProblem =>
  refusalProblem(refusals, detail ? { refused, detail } : { refused });

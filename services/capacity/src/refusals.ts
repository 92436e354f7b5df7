import type { RefusalTable } from '@abri/service-kit/errors';

/** What each refusal of this service's decisions means over HTTP. */
export const refusals: RefusalTable = {
  noSuchShelter: {
    status: 404,
    title: 'There is no such shelter',
    detail: 'Check its id. A house sees only itself.',
  },
  noSuchUnit: { status: 404, title: 'There is no such unit', detail: 'The shelter has changed: read it again.' },
  noSuchHold: {
    status: 404,
    title: 'There is no such hold',
    detail: 'It has ended, or never was: read the shelter again.',
  },
  shelterExists: {
    status: 409,
    title: 'There is another shelter with this id',
    detail: 'Choose another id, or change the one that is there.',
  },
  unitExists: {
    status: 409,
    title: 'There is another unit with this id',
    detail: 'Give each unit of the shelter an id of its own.',
  },
  tooManyUnits: {
    status: 409,
    title: 'The shelter has as many units as it can have',
    detail: 'A shelter has at most {most} units. Register another shelter for the rest.',
  },
  unitTaken: {
    status: 409,
    title: 'Somebody has this unit',
    detail: '{holds} holds or stays are in it. Wait until they have ended, or release them first.',
  },
  placeTaken: { status: 409, title: 'The place is taken', detail: 'Somebody was faster: choose another place.' },
  houseRules: { status: 409, title: 'The house does not take this household', detail: 'Against its rules: {rules}.' },
  tooFewBeds: {
    status: 409,
    title: 'Not everybody would have a bed',
    detail: 'Hold a bed for each person; a cot does for a child under two.',
  },
  unitTwice: { status: 409, title: 'A unit is named twice', detail: 'Name each unit once, with all its beds.' },
  holdExists: {
    status: 409,
    title: 'There is another hold with this id',
    detail: 'Make a new id for each hold.',
  },
  holdEnded: { status: 409, title: 'This hold has ended', detail: 'Hold anew with a new id.' },
  holdExpired: {
    status: 409,
    title: 'The time of this hold is over',
    detail: 'The place is free for others: hold anew.',
  },
  holdNotConfirmed: {
    status: 409,
    title: 'This hold is not confirmed yet',
    detail: 'The address is given once the place is confirmed.',
  },
  staleToken: {
    status: 409,
    title: 'This is an older hold',
    detail: 'Its token is not the present one: read the shelter again.',
  },
  wrongHoldState: {
    status: 409,
    title: 'The hold is past this step',
    detail: 'It is {state} now: read the shelter again.',
  },
  noAddress: {
    status: 404,
    title: 'The shelter has no address yet',
    detail: 'An operator or the house can enter it.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This Idempotency-Key was used for something else',
    detail: 'Use a new key for each new command.',
  },
};

import { type HttpProblem, refusalProblem, type RefusalTable } from '@abri/service-kit/errors';

/** What each refusal of this service's decisions means over HTTP. */
const refusals: RefusalTable = {
  noSuchCase: {
    status: 404,
    title: 'There is no such case for your organisation',
    detail: 'Either it does not exist, or the person’s consent for your organisation has ended or was withdrawn.',
  },
  noSuchScreening: { status: 404, title: 'There is no such screening', detail: 'Only who asked it can see it.' },
  noSuchInstrument: {
    status: 404,
    title: 'There is no such questionnaire',
    detail: 'Read the list of questionnaires again.',
  },
  noSuchPartner: { status: 404, title: 'There is no such partner', detail: 'Choose one of the list of partners.' },
  noSuchCounselling: { status: 404, title: 'There is no such referral', detail: 'Read the case again.' },
  noSuchGoal: { status: 404, title: 'There is no such goal', detail: 'Read the case again.' },
  noSuchStep: { status: 404, title: 'There is no such step', detail: 'Read the case again.' },
  noSuchAppointment: { status: 404, title: 'There is no such appointment', detail: 'Read the case again.' },
  noSuchRecord: { status: 404, title: 'There is nothing here', detail: 'Read the case again.' },
  noPartner: {
    status: 403,
    title: 'You work for no partner of this network',
    detail: 'Your account names no organisation. Ask your administrator.',
  },
  whichPartner: {
    status: 422,
    title: 'You work for several partners',
    detail: 'Say in the field "as" for which of them you act.',
  },
  caseExists: { status: 409, title: 'There is another case with this id', detail: 'Send the request with a new key.' },
  screeningExists: { status: 409, title: 'There is another screening with this id', detail: 'Use a new key.' },
  mayBeKnown: {
    status: 409,
    title: 'Somebody of this name and birth date may be known',
    detail:
      'Ask the person. Send it again with same "known" (their consent then opens that case to you) or "another" (a new case).',
  },
  notKnown: {
    status: 409,
    title: 'Nobody of this name and birth date is known',
    detail: 'Check the name and the birth date, or open a new case.',
  },
  severalKnown: {
    status: 409,
    title: 'Several people of this name and birth date are known',
    detail: 'Ask the person with which organisation, and let that one give you consent.',
  },
  personErased: { status: 410, title: 'This person was erased', detail: 'Nothing more can be kept about them here.' },
  caseClosed: { status: 409, title: 'The case is closed', detail: 'Open it again first.' },
  consentOver: { status: 422, title: 'The consent would be over already', detail: 'Choose an end in the future.' },
  consentTooLong: {
    status: 422,
    title: 'The consent would last too long',
    detail: 'It lasts {most} days at most; then the person is asked again.',
  },
  partnerWithoutConsent: {
    status: 409,
    title: 'The person has not agreed that this partner sees the case',
    detail: 'Ask the person, and record the consent first.',
  },
  appointmentPast: { status: 422, title: 'The appointment would be in the past', detail: 'Choose a later time.' },
  appointmentAhead: {
    status: 409,
    title: 'The appointment has not begun yet',
    detail: 'Say whether it was kept once it has begun, or call it off.',
  },
  alreadyEnded: { status: 409, title: 'This has ended already', detail: 'Read the case again.' },
  tooMany: { status: 409, title: 'The case is full', detail: 'It holds {most} of them at most.' },
  instrumentExists: {
    status: 409,
    title: 'This version is there already, and says something else',
    detail: 'A version never changes: give the changed questionnaire the next number.',
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

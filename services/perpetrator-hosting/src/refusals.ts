import { type HttpProblem, refusalProblem, type RefusalTable } from '@abri/service-kit/errors';

const again = 'Read the file again.';
/** What each refusal of this service's decisions means over HTTP. */
const refusals: RefusalTable = {
  noSuchFile: { status: 404, title: 'There is no such file', detail: 'Look for it in the list.' },
  noSuchAgency: { status: 404, title: 'There is no such agency', detail: 'Choose one of the list.' },
  noSuchMeasure: { status: 404, title: 'There is no such measure', detail: again },
  noSuchBreach: { status: 404, title: 'There is no such breach', detail: again },
  noSuchProposal: { status: 404, title: 'There is no such proposal', detail: again },
  noSuchZone: { status: 404, title: 'There is no such zone', detail: again },
  noSuchSite: { status: 404, title: 'There is no such hosting site', detail: 'Read the list of sites again.' },
  noSuchHostingPlace: { status: 404, title: 'There is no such place', detail: 'Read the site again.' },
  noSuchHold: { status: 404, title: 'There is no such hold', detail: 'It may have expired. Read the site again.' },
  fileExists: { status: 409, title: 'There is another file with this id', detail: 'Send the request with a new key.' },
  zoneExists: { status: 409, title: 'There is another zone with this id', detail: 'Send the request with a new key.' },
  siteExists: { status: 409, title: 'There is another site with this id', detail: 'Choose another id.' },
  placeExists: { status: 409, title: 'There is another place with this id', detail: 'Send it with a new key.' },
  fileMayExist: {
    status: 409,
    title: 'Somebody of this name and birth date has a file',
    detail: 'Look for it first. Send it again with "confirmNew" when it is somebody else.',
  },
  fileClosed: { status: 409, title: 'The file is closed', detail: 'Open it again for new facts.' },
  fileOpen: { status: 409, title: 'The file is open', detail: 'Close it by a decision before it is erased.' },
  fileErased: { status: 410, title: 'This person was erased', detail: 'Nothing more can be kept about them here.' },
  noCaseLinked: {
    status: 409,
    title: 'No zone of this file protects a case',
    detail: 'Link a zone to the case by the code that the hotline gives, then ask again.',
  },
  safetyNotAnswered: {
    status: 503,
    title: 'It cannot be said now whether this place is safe',
    detail: 'Ask again in a moment. Until then take it as not known.',
  },
  notKnownSafe: {
    status: 409,
    title: 'This place is not known to be safe for the cases of the file',
    detail: 'Choose another site, or send it again with "despite": it is recorded who held it all the same.',
  },
  measureRunning: {
    status: 409,
    title: 'A measure of this kind is in force',
    detail: 'Prolong it, or end it by a decision first.',
  },
  measureOver: { status: 409, title: 'The measure has ended', detail: 'Decide a new one.' },
  termPast: { status: 422, title: 'The last day is in the past', detail: 'Choose a later day.' },
  termBeforeStart: { status: 422, title: 'The last day is before the first', detail: 'Choose a later day.' },
  notLonger: { status: 422, title: 'The new last day is not later', detail: 'Choose a later day.' },
  dayAhead: { status: 422, title: 'The day lies in the future', detail: 'Choose today or an earlier day.' },
  beforeMeasure: { status: 422, title: 'The day lies before the beginning', detail: 'Choose a later day.' },
  notLower: {
    status: 422,
    title: 'This is no step down',
    detail: 'The measure is not lower than the rung reached: decide it without stepping down.',
  },
  groundsDoNotLighten: {
    status: 422,
    title: 'These grounds do not lighten a response',
    detail: 'A step down, an early end and a closing need grounds that speak for them.',
  },
  breachOpen: {
    status: 409,
    title: 'A breach has no answer yet',
    detail: 'Answer it first: by a warning, as unfounded, or by a decision that does not step down.',
  },
  alreadyAnswered: { status: 409, title: 'This was answered already', detail: again },
  mediationNotOffered: {
    status: 409,
    title: 'No mediation is offered here',
    detail: 'The law or the prosecutor does not allow it for violence in a couple.',
  },
  mediationTooDangerous: {
    status: 409,
    title: 'The danger is too high for a mediation',
    detail: 'Istanbul Convention, article 48. Choose another measure.',
  },
  assessmentTooOld: {
    status: 409,
    title: 'The danger was assessed too long ago',
    detail: 'Assess it anew: a mediation needs an assessment of the last {days} days.',
  },
  mediationUnderBan: {
    status: 409,
    title: 'The two may not meet',
    detail: 'A measure in force keeps them apart. No mediation can be decided beside it.',
  },
  mediationNeedsConsents: {
    status: 422,
    title: 'A mediation needs the consent of both',
    detail: 'Record on which day each of the two agreed.',
  },
  mediationNotProlonged: {
    status: 409,
    title: 'A mediation is not prolonged',
    detail: 'Decide a new one, with new consents.',
  },
  notAMediation: { status: 409, title: 'This measure needs no consent', detail: 'Only a mediation does.' },
  zoneOver: { status: 409, title: 'The zone has ended', detail: 'Set a new one.' },
  fileFull: { status: 409, title: 'There is no room for more', detail: 'There are {most} at most.' },
  placeTaken: { status: 409, title: 'The place is taken', detail: 'Choose another one.' },
  placeInUse: { status: 409, title: 'The place is in use', detail: 'It can be removed once it is free.' },
  placeInZone: {
    status: 409,
    title: 'This person may not be hosted there',
    detail: 'The site lies in one of their exclusion zones. Choose another site.',
  },
  alreadyHosted: { status: 409, title: 'This person has a place', detail: 'End that stay or hold first.' },
  noHostingMeasure: {
    status: 409,
    title: 'No hosting was decided',
    detail: 'Decide the measure of hosting away from home first.',
  },
  holdExists: { status: 409, title: 'There is another hold with this id', detail: 'Send it with a new key.' },
  holdEnded: { status: 409, title: 'This hold has ended', detail: 'Hold a place anew.' },
  holdExpired: { status: 409, title: 'The hold has expired', detail: 'Hold a place anew.' },
  staleToken: { status: 409, title: 'Somebody else has acted meanwhile', detail: 'Read the site again.' },
  wrongHoldState: { status: 409, title: 'The hold is not in the state for this', detail: 'Read the site again.' },
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

import type { RefusalTable } from '@abri/service-kit/errors';

/** What each refusal of this service's decisions means over HTTP. */
export const refusals: RefusalTable = {
  noSuchChildCase: { status: 404, title: 'There is no such case', detail: 'A team sees its own cases only.' },
  noSuchTask: { status: 404, title: 'There is no such task', detail: 'Read the case again.' },
  noSuchTeam: { status: 404, title: 'There is no such team', detail: 'Choose one of the teams of the directory.' },
  noSuchWorker: { status: 409, title: 'The team has no such worker', detail: 'Choose a worker of the case’s team.' },
  noSuchProtocol: { status: 404, title: 'There is no such protocol', detail: 'Choose one of the list.' },
  noSuchBreakGlass: { status: 404, title: 'There is no such opening', detail: 'Read the list again.' },
  noSuchReference: {
    status: 404,
    title: 'No case has this code',
    detail: 'Check the code; where several children share it, say the birth date too. This try counts.',
  },
  ownTeamsCase: {
    status: 409,
    title: 'Your own team follows this child',
    detail: 'Open the case as any other: case {caseId}.',
  },
  breakGlassSpent: {
    status: 429,
    title: 'You have used all emergency openings of a day',
    detail:
      'At most {most} in 24 hours, wrong codes included; the next one at {from}. Call the team that follows the child, or 119.',
  },
  breakGlassEnded: {
    status: 409,
    title: 'The emergency opening has ended',
    detail: 'Tell the team that follows the child what you have to add.',
  },
  breakGlassReviewed: {
    status: 409,
    title: 'This opening was reviewed already',
    detail: 'A verdict is given once. Read the list again.',
  },
  ownBreakGlass: {
    status: 403,
    title: 'Nobody reviews what they opened themselves',
    detail: 'A lead of the team that follows the child reviews it.',
  },
  noSuchReport: { status: 404, title: 'There is no such report', detail: 'Read the case again.' },
  documentNotOfItsKind: {
    status: 400,
    title: 'The document is not of its kind',
    detail: 'Its bytes are no PDF, JPEG, PNG or plain text as was said. Nothing was kept.',
  },
  documentInfected: {
    status: 422,
    title: 'The document is infected',
    detail:
      'The virus scanner knows what is in it. Nothing was kept. Do not open the file; ask the sender, by another way, whether they sent it.',
  },
  documentNotScanned: {
    status: 503,
    title: 'The document could not be scanned for viruses',
    detail: 'Nothing was kept. Try again in some minutes; everything else in the case can be done meanwhile.',
  },
  noSuchDocument: { status: 404, title: 'There is no such document', detail: 'Read the case again.' },
  noSuchHandOver: {
    status: 409,
    title: 'This hand-over is not waiting any more',
    detail: 'It was answered or withdrawn: read the case again.',
  },
  handOverPending: {
    status: 409,
    title: 'A hand-over waits for its answer',
    detail: 'Team {to} has not answered yet. Wait, or withdraw it first.',
  },
  sameTeam: { status: 409, title: 'The case is with this team already', detail: 'Choose another team.' },
  childCaseExists: { status: 409, title: 'There is another case with this id', detail: 'Choose another id.' },
  caseJoined: {
    status: 409,
    title: 'This case was joined to another one of the same child',
    detail: 'Work goes on in case {into}.',
  },
  childCaseClosed: { status: 409, title: 'The case is closed', detail: 'Open it again first.' },
  childCaseFull: {
    status: 409,
    title: 'The case has as long a history as it can have',
    detail: 'It has {most} entries. Close it, and open another one.',
  },
  tooManyTasks: {
    status: 409,
    title: 'The case has had as many tasks as it can have',
    detail: 'At most {most} in its whole life.',
  },
  taskEnded: { status: 409, title: 'The task has ended', detail: 'It is {state}. Read the case again.' },
  stepOpen: {
    status: 409,
    title: 'The step is open already',
    detail: 'Another task of this step is in the plan: do that one.',
  },
  tasksLeft: {
    status: 409,
    title: 'The case has changed meanwhile',
    detail: '{tasks} tasks would be left behind. Join again.',
  },
  joinedOtherWay: {
    status: 409,
    title: 'Somebody is joining the two cases the other way round',
    detail: 'Work goes on in case {into}.',
  },
  sameCase: { status: 409, title: 'A case cannot be joined to itself', detail: 'Choose another case.' },
  notJoined: {
    status: 409,
    title: 'The two cases are not joined',
    detail: 'The join was undone already, or never made. Read the case again.',
  },
  reviewInThePast: { status: 409, title: 'The review lies in the past', detail: 'Choose a date to come.' },
  leadOnly: { status: 403, title: 'Only the team’s lead may do this', detail: 'Ask the lead of the team.' },
  childErased: { status: 410, title: 'This person was erased', detail: 'Nothing of them can be read or written.' },
  partTooShort: { status: 400, title: 'The part of the name is too short', detail: 'Type two letters or more.' },
  scoresIncomplete: {
    status: 400,
    title: 'The assessment is not complete',
    detail: 'Give each area of the instrument a score, and no other. Check: {areas}.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This Idempotency-Key was used for something else',
    detail: 'Use a new key for each new command.',
  },
};

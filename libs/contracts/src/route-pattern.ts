/** Every fixed part of a page's or a route's address. A part that is not here is taken for an id. */
const words = new Set(
  (
    'accept acknowledged address addresses agencies agenda alerts answer api api-docs appointments arrive assess assessments ' +
    'assign assignee asyncapi.json attendance audit board breaches calendar calendar-link cancel candidates capacity case ' +
    'cases certificates child-followup children choose close closing communes compare complete compliance conditions confirm ' +
    'break-glass cancel-move confirm-move dismiss-alert review ' +
    'consents counselling current-protocol danger day decide decisions decline dictionary directory docs documents done end ' +
    'erase erasure exports families feedback figures files follow goals hand-over hand-overs health held holds hosting hotline ' +
    'house identity imports instruments join leave link link-codes links live load looked map matching measures move moves ' +
    'new note notes nights not-same notice observatory openapi.json out-of-service own-sign-up participants partners penal ' +
    'perpetrator-hosting people place placements places plan preview programmes prolong proposals protocols public questions ' +
    'rank refer referral release reminded reminder reopen report report.pdf reports request requests results return-to-service ' +
    'safe safety safety-plan safety-questions screening screenings search seen separate series session sessions shelters subject-access ' +
    'sign-up sign-ups sites start stay stays-home steps stream support task tasks teams telemetry texts transfers units unjoin ' +
    'verification victim-support waiting-list withdraw withdraw-consent worklist years zones'
  ).split(' '),
);

/** An address as a trace may name it: its pattern, without ids and without a query. `/hotline/requests/r-1` is `/hotline/requests/:id`. */
export const patternOf = (address: string): string =>
  (address.split(/[?#]/)[0] ?? '')
    .split('/')
    .map((part) => (part === '' || words.has(part) ? part : ':id'))
    .join('/');

/** Whether a text is such a pattern, and so holds nothing but words of ours. */
export const isPattern = (text: string): boolean =>
  text.startsWith('/') && text.split('/').every((part) => part === '' || part === ':id' || words.has(part));

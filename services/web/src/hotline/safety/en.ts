import type { frSafety } from './fr.js';

/** English for places that are not safe any more. */
export const enSafety: typeof frSafety = {
  banner: {
    label: 'Safety alerts',
    title_one: '{{count}} placement is not safe any more',
    title_other: '{{count}} placements are not safe any more',
    show: 'Show',
    fold: 'Fold',
    theList: 'the list of alerts',
    more: 'All alerts',
  },
  moving: { offered: 'move: waiting for the house', accepted: 'move to confirm' },
  alert: {
    insideZone: 'This place is not safe any more',
    zoneEntered: 'Alert: a forbidden zone of this case was entered',
    insideZoneText:
      'The house lies in a zone that is forbidden to the violent person: he may live or come close by. Call the household and the house, then move the household. It keeps its place until the new one is confirmed.',
    zoneEnteredText:
      'Nobody knows whether he knows the place. Call the household and the house, then move the household, or say that it stays.',
    stands: 'The alert stands until the household has moved, or the zone no longer covers the house.',
    since: 'Since {{at}}',
    ready: 'Safe places, ready',
    moveHere: 'Move here',
    moveTo: 'Move here: {{name}}',
    dismiss: 'Checked: the household stays',
    dismissHint: 'Ends the alert. Another breach will raise another one.',
  },
  move: {
    offeredTo: 'Next place held at {{house}}',
    offeredText: 'Waiting for the house’s answer. The household keeps its present place.',
    acceptedBy: '{{house}} takes the household',
    acceptedText: 'Confirm the move. Only then is the old place freed.',
    confirm: 'Confirm the move',
    confirmHint: 'Possible as soon as the house accepts.',
    cancel: 'Cancel the move',
    moved: 'The household moved from {{from}} to {{to}}.',
    movedText: 'The old place is free. Give the new address, and tell both houses.',
    notMoved: 'The move to {{house}} does not take place. The household keeps its place.',
  },
  link: {
    title: 'Link code',
    explain:
      'For whoever keeps the zones forbidden to the violent person (prosecutor, probation, police): typed into a zone, this code ties it to this case. The code says neither who nor where.',
    give: 'Give a link code',
    given_one: '{{count}} of {{most}} codes given',
    given_other: '{{count}} of {{most}} codes given',
    code: 'Code to spell out',
    once: 'Shown only once: spell it out or copy it now.',
    copy: 'Copy',
    copied: 'Copied',
    hide: 'Noted, hide the code',
  },
  home: {
    title: 'The household may stay home',
    text: 'The violent person is hosted elsewhere, and a forbidden zone covers the home. To be offered to the household: it alone decides.',
    button: 'The household stays home…',
    sure: 'Stay home?',
    means: {
      agreed: 'The household wants it, and knows whom to call if he comes back: 17.',
      freed: 'The place that is held or waited for is freed at once.',
      ends: 'The request ends; it counts as “stays home”. If anything changes, make a new request.',
    },
    yes: 'Yes, the household stays home',
    ended: 'The household stays home: the violent person is hosted elsewhere.',
    endedText: 'No place is held any more. If he comes back: 17, then a new request.',
    listed: 'may stay home',
  },
  list: {
    filter: 'Requests shown',
    all: 'All',
    unsafe: 'Not safe',
    title: 'Places that are not safe any more: to be moved',
    none: 'No place is reported as dangerous.',
    mark: 'not safe: {{cause}}',
  },
};

import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { Party } from '@abri/contracts/household';
import { momentAt, momentOf } from './calendar.js';
import { rounded } from './rounded.js';
import { add, type Tally } from './tally.js';

/** How a request was first answered. */
export const stages = ['atOnce', 'waited', 'unanswered'] as const;
/** Where a request stands; who has left counts as arrived. */
export const outcomes = ['arrived', 'placed', 'neverArrived', 'withdrawn', 'referred', 'staysHome', 'open'] as const;
type Stage = (typeof stages)[number];
type Outcome = (typeof outcomes)[number];

/** A request that has not ended. `year` is that of the call: its way is counted there, whenever it ends. */
export interface RequestRecord {
  year: number;
  calledMs: number;
  stage: Stage;
  outcome: Outcome;
  offered: boolean;
  placed: boolean;
  arrived: boolean;
  women: number;
  men: number;
  children: number;
}
export type Requests = Map<string, RequestRecord>;

const peopleOf = ({ women, men, children }: Party) => ({ women, men, children: children.length });

/** Counts an event of `matching.events.v1`. */
export function foldRequest(tally: Tally, requests: Requests, event: MatchingEvent): void {
  const { aggregateId } = event;
  if (event.type === 'PlacementRequested') return called(tally, requests, event);
  const request = requests.get(aggregateId);
  if (!request) return;
  const atMs = Date.parse(event.at);
  const { year } = momentOf(atMs);
  const goes = (to: { stage?: Stage; outcome?: Outcome }) => {
    add(tally, request.year, 'flow', `${request.stage}/${request.outcome}`, -1);
    Object.assign(request, to);
    add(tally, request.year, 'flow', `${request.stage}/${request.outcome}`);
  };
  const ends = (outcome: Outcome) => {
    goes({ outcome });
    requests.delete(aggregateId);
  };
  switch (event.type) {
    case 'WaitingListJoined':
      return goes({ stage: 'waited' });
    case 'PlacementOffered':
      if (!request.offered) add(tally, year, 'toOffer', String(rounded(atMs - request.calledMs)));
      request.offered = true;
      return request.stage === 'unanswered' ? goes({ stage: 'atOnce' }) : undefined;
    case 'PlacementConfirmed':
      if (!request.placed) add(tally, year, 'toBed', String(rounded(atMs - request.calledMs)));
      Object.assign(request, peopleOf(event.data.party));
      request.placed = true;
      return request.arrived ? undefined : goes({ outcome: 'placed' });
    case 'PlacementArrived':
      if (request.arrived) return;
      request.arrived = true;
      add(tally, year, 'sheltered', 'woman', request.women);
      add(tally, year, 'sheltered', 'man', request.men);
      add(tally, year, 'sheltered', 'child', request.children);
      add(tally, year, 'single', 'shelteredHouseholds');
      return goes({ outcome: 'arrived' });
    case 'PlacementMoved':
      Object.assign(request, peopleOf(event.data.party));
      return add(tally, year, 'single', 'moves');
    case 'PlacementUnsafe':
      return add(tally, year, 'single', 'unsafeAlerts');
    case 'PlacementEnded':
      return ends(request.arrived ? 'arrived' : 'neverArrived');
    case 'RequestWithdrawn':
      add(tally, request.year, 'withdrawals', event.data.reason);
      return ends('withdrawn');
    case 'RequestReferred':
      add(tally, request.year, 'referrals', event.data.to);
      return ends('referred');
    case 'HouseholdStaysHome':
      return ends('staysHome');
  }
}

function called(
  tally: Tally,
  requests: Requests,
  { aggregateId, at, data }: Extract<MatchingEvent, { type: 'PlacementRequested' }>,
): void {
  const calledAt = data.receivedAt ?? at;
  const { year, month, weekday, hour } = momentAt(calledAt);
  add(tally, year, 'requestsByMonth', month);
  add(tally, year, 'requestsByDanger', data.danger);
  add(tally, year, 'calls', `${weekday}-${hour}`);
  add(tally, year, 'flow', 'unanswered/open');
  requests.set(aggregateId, {
    year,
    calledMs: Date.parse(calledAt),
    stage: 'unanswered',
    outcome: 'open',
    offered: false,
    placed: false,
    arrived: false,
    ...peopleOf(data.party),
  });
}

import type { MatchingEvent } from '@abri/contracts/matching-events';
import { type Course, emptyFlow, flowAt, follow, forgetFlow, goneOn, newCourse } from './flow.js';

const hourMs = 3_600_000;
const after = (mode: Course['mode'], ...types: MatchingEvent['type'][]) => {
  const { first, yes, outcome } = types.reduce(goneOn, newCourse(0, mode));
  return [first, yes, outcome];
};

it('tells the way of a call: where its first offer came from, which house said yes, what came of it', () => {
  const [offer, yes, no] = ['PlacementOffered', 'OfferAccepted', 'OfferEnded'] as const;
  expect(after('assign')).toEqual(['none', 'none', 'open']);
  expect(after('assign', offer, yes, 'PlacementConfirmed', 'PlacementArrived', 'PlacementEnded')).toEqual([
    ...['assigned', 'firstHouse', 'arrived'],
  ]);
  expect(after('choose', offer, no, offer, yes)).toEqual(['chosen', 'otherHouse', 'open']);
  expect(after('assign', 'WaitingListJoined', offer, 'PlacementConfirmed')).toEqual([
    ...['waited', 'firstHouse', 'confirmed'],
  ]);
  expect(after('assign', offer, yes, no, 'WaitingListJoined')).toEqual(['assigned', 'none', 'open']);
  expect(after('assign', offer, 'PlacementConfirmed', 'MoveOffered', 'MoveEnded', 'PlacementMoved')).toEqual([
    ...['assigned', 'firstHouse', 'confirmed'],
  ]);
  expect(after('assign', 'WaitingListJoined', 'HouseholdStaysHome')).toEqual(['waited', 'none', 'staysHome']);
  expect(after('assign', 'RequestReferred')).toEqual(['none', 'none', 'referred']);
});

it('shows a day, and keeps no more than a bounded number of hours', () => {
  const flow = emptyFlow();
  for (let hour = 0; hour < 200; hour++) {
    const called = newCourse(hour * hourMs, 'assign');
    follow(flow, null, called, hour * hourMs);
    follow(flow, called, goneOn(called, 'RequestWithdrawn'), hour * hourMs);
    forgetFlow(flow, hour * hourMs);
  }
  expect(flow.size).toBeLessThanOrEqual(26);
  expect(flowAt(flow, 199 * hourMs)).toEqual([{ first: 'none', yes: 'none', outcome: 'withdrawn', calls: 24 }]);
  // What changes about a call long gone is not told, and takes nothing away from another.
  follow(flow, newCourse(0, 'assign'), goneOn(newCourse(0, 'assign'), 'RequestReferred'), 199 * hourMs);
  expect(flowAt(flow, 199 * hourMs)).toHaveLength(1);
});

import { MatchingEvent, type MatchingFact } from '@abri/contracts/matching-events';
import { PlacementRequest, PublicPlacement } from '@abri/contracts/placement';
import fc from 'fast-check';
import type { RequestCommand } from './commands.js';
import { publicState, unrecorded } from './state.js';
import { about, anyCommand, apply, at, details, given, offer, offered, receivedAt } from '../../test-requests.js';

const ended = (reason: 'declined' | 'expired' | 'released'): RequestCommand => ({
  do: 'offerEnded',
  holdId: 'hold-a',
  reason,
});

describe('a placement request', () => {
  it('is recorded once, with its outcome', () => {
    expect(apply(unrecorded, { do: 'request', receivedAt, details, outcome: offered() }).types).toEqual([
      'PlacementRequested',
      'PlacementOffered',
    ]);
    expect(
      apply(unrecorded, { do: 'request', receivedAt, details, outcome: offered({ accepted: true }) }).state.request
        ?.status.state,
    ).toBe('accepted');
    expect(given({ found: 'nothing', exclusions: [] }).request?.status.state).toBe('waiting');
    expect(given({ found: 'choice' }).request?.status.state).toBe('choosing');
    expect(apply(given(offered()), { do: 'request', receivedAt, details, outcome: { found: 'choice' } }).types).toEqual(
      [],
    );
  });

  it('goes from the offer to the end of the stay', () => {
    const state = given(offered(), about('accepted'), about('confirmed'), about('arrived'));
    expect(state.request?.status).toMatchObject({ state: 'placed', arrived: true, shelterId: 'a', token: 7 });
    expect(apply(state, about('left')).state.request?.status).toMatchObject({ state: 'ended', outcome: 'left' });
  });

  it('catches up with steps that it has not heard of', () => {
    expect(apply(given(offered()), about('left')).types).toEqual([
      'PlacementConfirmed',
      'PlacementArrived',
      'PlacementEnded',
    ]);
    expect(apply(given(offered(), about('confirmed')), about('accepted')).types).toEqual([]);
  });

  it('looks on after a no, or no answer, and not where a person did not confirm', () => {
    const look = (...commands: RequestCommand[]) => {
      const { movesOn, request } = given(offered(), ...commands);
      return { movesOn, tried: request?.triedShelters, state: request?.status.state };
    };
    expect(look(ended('declined'))).toEqual({ movesOn: true, tried: ['a'], state: 'choosing' });
    expect(look(ended('expired'))).toEqual({ movesOn: true, tried: ['a'], state: 'choosing' });
    expect(look(about('accepted'), ended('expired'))).toEqual({ movesOn: false, tried: [], state: 'choosing' });
    expect(look(ended('released'))).toEqual({ movesOn: false, tried: [], state: 'choosing' });
  });

  it('does not take news of a hold that is not its own', () => {
    const news: RequestCommand[] = [
      about('accepted', 'b'),
      about('confirmed', 'b'),
      about('left', 'b'),
      { do: 'offerEnded', holdId: 'hold-b', reason: 'declined' },
    ];
    for (const command of news) expect(apply(given(offered()), command).types).toEqual([]);
  });

  it('takes an offer only at its turn, and never from a house that said no', () => {
    const waiting = given(offered(), ended('declined'), { do: 'wait', exclusions: [], attempt: 2 });
    const next = (shelterId: string, attempt: number) =>
      apply(waiting, { do: 'offer', offer: offer(shelterId), attempt, key: null });
    expect(next('b', 2).state.request).toMatchObject({ attempts: 2, status: { state: 'offered', shelterId: 'b' } });
    expect(next('b', 1).refused).toBe('movedOn');
    expect(next('a', 2).refused).toBe('alreadyTried');
    const taken = next('b', 2).state;
    expect(apply(taken, { do: 'offer', offer: offer('c'), attempt: 2, key: null }).refused).toBe('movedOn');
    expect(apply(taken, { do: 'offer', offer: offer('c'), attempt: 3, key: 'k' }).types).toEqual([
      'OfferEnded',
      'PlacementOffered',
    ]);
    expect(apply(taken, { do: 'offer', offer: offer('b'), attempt: 2, key: null }).types).toEqual([]);
  });

  it('ends only when its hold has been given back, and not while the household is there', () => {
    const withdraw = (...released: string[]): RequestCommand => ({ do: 'withdraw', reason: 'other', released });
    const refer: RequestCommand = { do: 'refer', to: 'siao', released: [] };
    expect(apply(given(offered()), withdraw()).refused).toBe('movedOn');
    expect(apply(given(offered()), withdraw('hold-a')).types).toEqual(['OfferEnded', 'RequestWithdrawn']);
    const there = given(offered(), about('arrived'));
    expect(apply(there, withdraw('hold-a')).refused).toBe('householdArrived');
    const gone = given({ found: 'choice' }, withdraw());
    expect(apply(gone, withdraw()).types).toEqual([]);
    expect(apply(gone, refer).refused).toBe('hasEnded');
    expect(apply(gone, { do: 'offer', offer: offer('b'), attempt: 1, key: null }).refused).toBe('movedOn');
  });
});

it('keeps to its contract, and tells nobody where the family is from, what it fears or needs', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
      let state = given({ found: 'choice' });
      const facts: readonly MatchingFact[][] = commands.map((command) => {
        const next = apply(state, command);
        state = next.state;
        return [...next.facts];
      });
      expect(PlacementRequest.safeParse(state.request).success).toBe(true);
      expect(PublicPlacement.safeParse(publicState(state)).success).toBe(true);
      const events = facts
        .flat()
        .map(({ type, data }, index) => ({ id: 'e', aggregateId: 'r1', seq: index + 1, at, type, data }));
      for (const event of events) expect(MatchingEvent.safeParse(event).success).toBe(true);
      const told = JSON.stringify([events, publicState(state)]);
      for (const secret of ['59606', '59014', '59526', 'weapon', 'oxygen', '"uk"', 'pregnant', 'avoid', 'secret'])
        expect(told).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});

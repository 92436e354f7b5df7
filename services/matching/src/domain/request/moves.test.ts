import type { PlacementRequest } from '@abri/contracts/placement';
import fc from 'fast-check';
import type { RequestCommand } from './commands.js';
import { asOfToday, liveHold, type RequestState, unrecorded } from './state.js';
import { about, anyCommand, apply, fittingCommand, given, offer, offered } from '../../test-requests.js';

const moveTo = (shelterId: string, attempt: number, accepted = false): RequestCommand => ({
  do: 'offerMove',
  offer: offer(shelterId, { accepted }),
  attempt,
  key: 'k',
});
const ended = (shelterId: string, reason: 'declined' | 'expired' | 'released'): RequestCommand => ({
  do: 'offerEnded',
  holdId: `hold-${shelterId}`,
  reason,
});
const arrived = given(offered(), about('arrived'));
const placeOf = ({ request }: RequestState) => request && liveHold(request)?.holdId;
const moving = apply(arrived, moveTo('b', 2)).state;

describe('a move', () => {
  it('keeps the present place until the next one is confirmed, and then remembers to give it back', () => {
    expect(moving.request).toMatchObject({ status: { holdId: 'hold-a', arrived: true }, moving: { holdId: 'hold-b' } });
    const accepted = apply(moving, about('accepted', 'b'));
    expect(accepted.types).toEqual(['MoveAccepted']);
    expect(placeOf(accepted.state)).toBe('hold-a');
    const { facts, state } = apply(accepted.state, about('confirmed', 'b'));
    expect(facts).toMatchObject([
      { type: 'PlacementMoved', data: { holdId: 'hold-b', from: { holdId: 'hold-a', shelterId: 'a' } } },
    ]);
    expect(state.request).toMatchObject({
      status: { state: 'placed', holdId: 'hold-b', arrived: false },
      moving: null,
    });
    expect(state.movedOutOf).toEqual([{ shelterId: 'a', holdId: 'hold-a', token: 7 }]);
    expect(apply(state, about('confirmed', 'b')).types).toEqual([]);
    expect(apply(state, about('left', 'a')).types).toEqual([]);
  });

  it('is accepted at once by a house that takes every offer', () => {
    expect(apply(arrived, moveTo('b', 2, true)).types).toEqual(['MoveOffered', 'MoveAccepted']);
  });

  it('leaves everything as it was when the house says no, and does not ask it again', () => {
    const { state, types } = apply(moving, ended('b', 'declined'));
    expect(types).toEqual(['MoveEnded']);
    expect(state.request).toMatchObject({
      status: { holdId: 'hold-a', arrived: true },
      moving: null,
      triedShelters: ['b'],
    });
    expect(state.movesOn).toBe(false);
    expect(apply(state, moveTo('b', 3)).refused).toBe('alreadyTried');
    const unanswered = apply(apply(moving, about('accepted', 'b')).state, ended('b', 'expired')).state;
    expect(unanswered.request?.triedShelters).toEqual([]);
  });

  it('is one at a time, from a place that is the household’s own, to another house', () => {
    expect(apply(moving, moveTo('c', 3)).refused).toBe('moveUnderWay');
    expect(apply(moving, moveTo('b', 2)).types).toEqual([]);
    expect(apply(given(offered()), moveTo('b', 2)).refused).toBe('notPlaced');
    const sameHouse = { ...moveTo('a', 2), offer: offer('a', { holdId: 'another' }) } as RequestCommand;
    expect(apply(arrived, sameHouse).refused).toBe('sameHouse');
    expect(apply(arrived, moveTo('b', 1)).refused).toBe('movedOn');
  });

  it('is cancelled once, and not any more when it has happened', () => {
    const cancel: RequestCommand = { do: 'cancelMove', holdId: 'hold-b' };
    const { types, state } = apply(moving, cancel);
    expect(types).toEqual(['MoveEnded']);
    expect(apply(state, cancel).types).toEqual([]);
    expect(apply(state, about('confirmed', 'b')).types).toEqual([]);
    const moved = apply(moving, about('confirmed', 'b')).state;
    expect(placeOf(apply(moved, cancel).state)).toBe('hold-b');
  });

  it('ends with the request, when both places have been given back', () => {
    const placed = apply(given(offered(), about('confirmed')), moveTo('b', 2)).state;
    const withdraw = (...released: string[]): RequestCommand => ({ do: 'withdraw', reason: 'other', released });
    expect(apply(placed, withdraw('hold-a')).refused).toBe('movedOn');
    expect(apply(placed, withdraw('hold-a', 'hold-b')).types).toEqual(['MoveEnded', 'OfferEnded', 'RequestWithdrawn']);
    expect(apply(moving, about('left')).types).toEqual(['MoveEnded', 'PlacementEnded']);
  });
});

it('ends as a household that stays home, with its people, so that its children are followed', () => {
  const stay: RequestCommand = { do: 'stayHome', released: ['hold-a'] };
  const { facts, state } = apply(given(offered()), stay);
  expect(facts.at(-1)).toMatchObject({ type: 'HouseholdStaysHome', data: { party: { children: [{ sex: 'boy' }] } } });
  expect(state.request?.status).toMatchObject({ state: 'ended', outcome: 'staysHome' });
  expect(apply(state, stay).types).toEqual([]);
  expect(apply(given(offered(), about('arrived')), stay).refused).toBe('householdArrived');
});

it('gives out five link codes at most, none when it has ended, and keeps those that it gave', () => {
  const give = (number: number): RequestCommand => ({ do: 'giveLink', link: `link-${number}` });
  const five = given(offered(), give(1), give(2), give(3), give(4), give(5));
  expect(apply(five, give(6)).refused).toBe('tooManyLinks');
  expect(apply(five, give(5)).types).toEqual([]);
  const over = apply(given(offered(), give(1)), { do: 'stayHome', released: ['hold-a'] }).state;
  expect(over.request?.links).toEqual(['link-1']);
  expect(apply(over, give(2)).refused).toBe('hasEnded');
});

it('reads a request that was stored before there were links, alerts and moves', () => {
  const { request } = given(offered());
  const { links: _links, unsafe: _unsafe, moving: _moving, ...before } = request ?? ({} as PlacementRequest);
  const stored = { request: before, movesOn: false, choiceKeys: [] } as unknown as RequestState;
  expect(asOfToday(stored)).toEqual(given(offered()));
  expect(asOfToday(unrecorded)).toEqual(unrecorded);
});

const anyLife = fc.array(
  fc.oneof({ weight: 1, arbitrary: anyCommand }, { weight: 3, arbitrary: fc.nat({ max: 1_000 }) }),
  { maxLength: 40, size: 'max' },
);

it('goes from one place to another only when the next one is confirmed, and never has a next place without a present one', () => {
  let moved = 0;
  fc.assert(
    fc.property(anyLife, (life) => {
      let state = given({ found: 'choice' });
      for (const one of life) {
        const before = state;
        const command = typeof one === 'number' ? fittingCommand(state, one) : one;
        const { state: after, types } = apply(state, command);
        state = after;
        const [was, is] = [before.request && liveHold(before.request), after.request && liveHold(after.request)];
        if (after.request?.moving) {
          expect(is?.state).toBe('placed');
          expect(after.request.moving.shelterId).not.toBe(is?.shelterId);
        }
        if (was?.state !== 'placed' || was.holdId === is?.holdId) continue;
        if (!types.includes('PlacementMoved')) {
          expect(types.some((type) => type === 'PlacementEnded' || type === 'OfferEnded')).toBe(true);
          continue;
        }
        moved++;
        expect(['confirmed', 'arrived', 'left']).toContain(command.do);
        expect('holdId' in command && command.holdId).toBe(before.request?.moving?.holdId);
        expect(after.movedOutOf.at(-1)?.holdId).toBe(was.holdId);
      }
    }),
    { numRuns: 500 },
  );
  expect(moved).toBeGreaterThan(50);
});

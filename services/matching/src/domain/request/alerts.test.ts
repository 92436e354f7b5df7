import fc from 'fast-check';
import type { RequestCommand } from './commands.js';
import type { RequestState } from './state.js';
import { about, anyCommand, apply, fittingCommand, given, offer, offered } from '../../test-requests.js';

const compare = (inside: boolean, holdId = 'hold-a'): RequestCommand => ({ do: 'compare', holdId, inside });
const entered = (breach: string): RequestCommand => ({ do: 'zoneEntered', breach });
const dismiss: RequestCommand = { do: 'dismissAlert' };
const placed = given(offered(), about('confirmed'));
const causeOf = ({ request }: RequestState) => request?.unsafe?.cause ?? null;
const after = (...commands: RequestCommand[]) =>
  commands.reduce((state, command) => apply(state, command).state, placed);

describe('an alert', () => {
  it('is raised once when a zone comes to the place, and ends when the zone is gone', () => {
    const { state, facts } = apply(placed, compare(true));
    expect(facts).toMatchObject([{ type: 'PlacementUnsafe', data: { holdId: 'hold-a', cause: 'insideZone' } }]);
    expect(apply(state, compare(true)).types).toEqual([]);
    expect(apply(state, compare(false)).types).toEqual(['PlacementSafeAgain']);
    expect(causeOf(after(compare(true), compare(false)))).toBeNull();
    expect(apply(placed, compare(false)).types).toEqual([]);
  });

  it('is raised of a place that is only offered, and by a breach wherever the place lies', () => {
    expect(apply(given(offered()), compare(true)).types).toEqual(['PlacementUnsafe']);
    expect(causeOf(after(entered('z/3')))).toBe('zoneEntered');
  });

  it('is raised once for each breach, however often that is told', () => {
    const told = after(entered('z/3'));
    expect(apply(told, entered('z/3')).types).toEqual([]);
    expect(apply(after(entered('z/3'), dismiss), entered('z/3')).types).toEqual([]);
    expect(apply(told, entered('z/4')).types).toEqual(['PlacementUnsafe']);
  });

  it('of a breach ends when a worker has looked at it; one of a zone does not', () => {
    expect(apply(after(entered('z/3')), dismiss).types).toEqual(['PlacementSafeAgain']);
    expect(apply(after(compare(true)), dismiss).refused).toBe('stillInZone');
    expect(apply(placed, dismiss).types).toEqual([]);
  });

  it('of a breach outlives the zone, until somebody has looked at it', () => {
    const both = after(compare(true), entered('z/3'));
    expect(causeOf(both)).toBe('insideZone');
    const { state, types } = apply(both, compare(false));
    expect(types).toEqual(['PlacementUnsafe']);
    expect(causeOf(state)).toBe('zoneEntered');
    expect(causeOf(apply(state, dismiss).state)).toBeNull();
  });

  it('is about one place: it is gone with it, and news of another place is none', () => {
    expect(apply(placed, compare(true, 'hold-b')).types).toEqual([]);
    const move: RequestCommand = { do: 'offerMove', offer: offer('b'), attempt: 2, key: null };
    const moving = after(compare(true), entered('z/3'), move);
    expect(causeOf(moving)).toBe('insideZone');
    expect(apply(moving, compare(true, 'hold-b')).types).toEqual([]);
    const moved = apply(moving, about('confirmed', 'b')).state;
    expect(moved.request?.unsafe).toBeNull();
    expect(apply(moved, compare(true, 'hold-b')).types).toEqual(['PlacementUnsafe']);
    expect(apply(given({ found: 'choice' }), entered('z/3')).types).toEqual([]);
  });
});

it('shows an alert exactly while a zone covers the place or a breach is not looked at', () => {
  const one = fc.oneof(
    { weight: 2, arbitrary: fc.nat({ max: 1_000 }) },
    anyCommand,
    fc.constant(dismiss),
    fc.nat({ max: 20 }).map((number) => entered(`z/${number}`)),
  );
  let seen = 0;
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40, size: 'max' }), (life) => {
      let state = given({ found: 'choice' });
      for (const each of life) {
        state = apply(state, typeof each === 'number' ? fittingCommand(state, each) : each).state;
        const { inside, entered: wasEntered } = state.alert;
        expect(causeOf(state)).toBe(inside ? 'insideZone' : wasEntered ? 'zoneEntered' : null);
        if (causeOf(state)) seen++;
        if (state.request && !('holdId' in state.request.status)) expect(causeOf(state)).toBeNull();
      }
    }),
    { numRuns: 300 },
  );
  expect(seen).toBeGreaterThan(100);
});

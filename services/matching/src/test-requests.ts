import fc from 'fast-check';
import type { Offer, Outcome, RequestCommand } from './domain/request/commands.js';
import { decide } from './domain/request/decide.js';
import { evolve, type RequestDetails, type RequestState, unrecorded } from './domain/request/state.js';

export const at = '2026-01-05T20:00:00.000Z';
export const receivedAt = '2026-01-05T19:59:59.991Z';
export const details: RequestDetails = {
  household: { adults: [{ sex: 'woman', pregnant: true }], children: [{ sex: 'boy', ageYears: 9 }] },
  needs: { stepFree: true, pets: 1, languages: ['uk'], equipment: ['oxygen'] },
  surroundings: {
    callerCommune: '59606',
    minimumDistanceKm: 7,
    avoid: [{ commune: '59014', radiusKm: 2 }],
    schoolCommune: '59526',
  },
  assessment: { instrument: 'abri-short-1', answers: { weapon: 'yes' } },
  danger: 'severe',
  score: 9,
  mode: 'assign',
};
export const offer = (shelterId: string, more: Partial<Offer> = {}): Offer => ({
  shelterId,
  holdId: `hold-${shelterId}`,
  token: 7,
  allocations: [{ unitId: 'u1', beds: 2, cots: 0 }],
  expiresAt: at,
  accepted: false,
  ...more,
});
export function apply(state: RequestState, command: RequestCommand) {
  const decision = decide(command, state);
  if ('refused' in decision) return { state, types: [] as string[], facts: [], refused: decision.refused };
  const after = decision.reduce((before, fact) => evolve(before, fact, { at, aggregateId: 'r1' }), state);
  return { state: after, types: decision.map(({ type }) => type), facts: decision, refused: undefined };
}
export const given = (outcome: Outcome, ...commands: RequestCommand[]) =>
  commands.reduce(
    (state, command) => apply(state, command).state,
    apply(unrecorded, { do: 'request', receivedAt, details, outcome }).state,
  );
export const offered = (more: Partial<Offer> = {}): Outcome => ({ found: 'offer', offer: offer('a', more) });
export const about = (name: 'accepted' | 'confirmed' | 'arrived' | 'left', shelterId = 'a'): RequestCommand =>
  name === 'accepted'
    ? { do: name, holdId: `hold-${shelterId}`, expiresAt: at }
    : { do: name, holdId: `hold-${shelterId}` };

/** Holds of three houses at up to six attempts, so that news and offers meet each other. */
const attempt = fc.integer({ min: 1, max: 6 });
const house = fc.constantFrom('a', 'b', 'c');
const anyOffer = fc
  .record({ shelterId: house, attempt, accepted: fc.boolean() })
  .map(({ shelterId, attempt: number, accepted }) => ({
    offer: offer(shelterId, { accepted, holdId: `hold-${shelterId}-${number}` }),
    attempt: number,
    key: null,
  }));
const holdId = fc.tuple(house, attempt).map(([shelterId, number]) => `hold-${shelterId}-${number}`);
const what = fc.constantFrom('accepted', 'declined', 'expired', 'released', 'confirmed', 'arrived', 'left');
const anyNews = fc.record({ holdId, what }).map(({ holdId: id, what: news }): RequestCommand => {
  switch (news) {
    case 'accepted':
      return { do: 'accepted', holdId: id, expiresAt: at };
    case 'declined':
    case 'expired':
    case 'released':
      return { do: 'offerEnded', holdId: id, reason: news };
    default:
      return { do: news as 'confirmed' | 'arrived' | 'left', holdId: id };
  }
});
/** Any command of a request that is recorded. */
export const anyCommand: fc.Arbitrary<RequestCommand> = fc.oneof(
  { weight: 3, arbitrary: anyOffer.map((offered): RequestCommand => ({ do: 'offer', ...offered })) },
  { weight: 3, arbitrary: anyOffer.map((offered): RequestCommand => ({ do: 'offerMove', ...offered })) },
  { weight: 8, arbitrary: anyNews },
  fc.oneof(
    attempt.map((number): RequestCommand => ({ do: 'wait', exclusions: [], attempt: number })),
    holdId.map((id): RequestCommand => ({ do: 'cancelMove', holdId: id })),
    fc.nat({ max: 6 }).map((number): RequestCommand => ({ do: 'giveLink', link: `secret-link-${number}` })),
    fc.nat({ max: 3 }).map((number): RequestCommand => ({ do: 'zoneEntered', breach: `secret-zone/${number}` })),
    fc.constant<RequestCommand>({ do: 'dismissAlert' }),
    fc.tuple(holdId, fc.boolean()).map(([id, inside]): RequestCommand => ({ do: 'compare', holdId: id, inside })),
  ),
);
/**
 * A command about what the request has now: at random, most would be about what it has not. `n` picks one of those that
 * make sense.
 */
export function fittingCommand({ request }: RequestState, n: number): RequestCommand {
  if (!request) throw new Error('not recorded');
  const number = request.attempts + 1;
  const shelterId = ['a', 'b', 'c'][n % 3] ?? 'a';
  const next = {
    offer: offer(shelterId, { holdId: `hold-${shelterId}-${number}`, accepted: n % 2 === 0 }),
    attempt: number,
    key: null,
  };
  const own = 'holdId' in request.status ? request.status.holdId : null;
  const ids = [own, request.moving?.holdId ?? null].flatMap((id) => id ?? []);
  const about = ids.flatMap((id): RequestCommand[] => [
    { do: 'accepted', holdId: id, expiresAt: at },
    { do: 'confirmed', holdId: id },
    { do: 'confirmed', holdId: id },
    { do: 'arrived', holdId: id },
    { do: 'offerEnded', holdId: id, reason: n % 2 === 0 ? 'declined' : 'expired' },
    { do: 'cancelMove', holdId: id },
    { do: 'compare', holdId: id, inside: n % 2 === 0 },
  ]);
  const commands: RequestCommand[] = [
    { do: 'offer', ...next },
    { do: 'offerMove', ...next },
    { do: 'offerMove', ...next },
    ...about,
  ];
  return commands[n % commands.length] ?? { do: 'dismissAlert' };
}

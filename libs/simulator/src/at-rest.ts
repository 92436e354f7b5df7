import { isDeepStrictEqual } from 'node:util';
import type { IncomingMessage } from '@abri/bus/port';
import type { PlacementRequest } from '@abri/contracts/placement';
import { topics } from '@abri/contracts/topics';
import { requestAggregate } from '@abri/matching-service/dist/domain/request/aggregate.js';
import { liveHold } from '@abri/matching-service/dist/domain/request/state.js';
import { rank } from '@abri/matching-service/dist/domain/ranking/rank.js';
import type { Ledger } from './ledger.js';
import type { MatchingProcess } from './matching-process.js';
import type { World } from './process.js';

const steps = { offered: 'offered', accepted: 'accepted', placed: 'confirmed' } as const;
const expectedOf = ({ status }: PlacementRequest) =>
  status.state === 'placed' && status.arrived
    ? 'arrived'
    : status.state in steps
      ? steps[status.state as keyof typeof steps]
      : null;

const lastTold = ({ broker }: World, topic: string) =>
  new Map((broker.logs.get(topic) ?? []).map(({ key, value }: IncomingMessage) => [key, value as Told]));
type Told = { seq: number; data: unknown };

/**
 * The known limit of decision 0058, as ids: an older state is the last one on the topic, since a process that spoke for another
 * died between its publication and its next look. The next event of that aggregate puts it right.
 */
export function lateByTheDead(world: World): string[] {
  const kinds = [
    [topics.capacityState, world.shelters.all],
    [topics.matchingState, world.requests.all],
  ] as const;
  return kinds.flatMap(([topic, all]) => {
    const told = lastTold(world, topic);
    return [...all.values()].flatMap(({ id, seq }) =>
      (told.get(id)?.seq ?? seq) < seq && world.broker.publisherOf(topic, id)?.alive === false ? [id] : [],
    );
  });
}

/**
 * Whether a problem may be a house's no that came before its request, or its move, was recorded, and whose hearer died: nobody heard
 * it, and it comes out when the time of the offer is over.
 */
export const isOfferWithoutHold = (problem: string): boolean =>
  /says \[(\S+ (?:confirmed|arrived)(?=, )|)(?:, )?\S+ (?:offered|accepted)\], capacity says \[\1\]$/.test(problem);

/** What must hold when everything has worked again for some minutes, as lines of what does not. */
export function atRest(
  world: World,
  ledger: Ledger,
  o: { processes: readonly MatchingProcess[]; changedBySomebody: ReadonlySet<string> },
): string[] {
  const houses = [...world.shelters.all.values()].flatMap(({ state }) => state.shelter ?? []);
  const held = houses.flatMap((house) => house.holds.map((hold) => ({ shelterId: house.shelterId, hold })));
  const requests = [...world.requests.all.values()].flatMap(({ state, seq }) =>
    state.request ? [{ request: state.request, seq, movesOn: state.movesOn }] : [],
  );
  const problems: string[] = [];

  for (const { request } of requests) {
    const { requestId, moving } = request;
    const live = liveHold(request);
    const wanted = [
      ...(live ? [`${live.holdId} ${expectedOf(request)}`] : []),
      ...(moving ? [`${moving.holdId} ${moving.state}`] : []),
    ];
    // Nobody is put out of a house: who has arrived where a worker had just chosen otherwise stays there (decision 0058).
    const mine = held
      .filter(({ hold }) => hold.requestId === requestId)
      .map(({ hold }) => `${hold.holdId} ${hold.state}`)
      .filter((hold) => wanted.includes(hold) || !hold.endsWith(' arrived') || !o.changedBySomebody.has(requestId));
    if (!isDeepStrictEqual(mine.sort(), wanted.sort()))
      problems.push(`${requestId}: says [${wanted.join(', ')}], capacity says [${mine.join(', ')}]`);
    const kept = ledger.confirmed.get(requestId);
    if (kept && !o.changedBySomebody.has(requestId) && live?.holdId !== kept)
      problems.push(`${requestId}: its confirmed place is gone, and nobody gave it up`);
  }
  const known = new Set(requests.map(({ request: { requestId } }) => requestId));
  for (const { shelterId, hold } of held)
    if (!known.has(hold.requestId)) problems.push(`${shelterId}: holds for ${hold.requestId}, which there is not`);

  const late = lateByTheDead(world);
  problems.push(...untold(world, ledger, late));
  // Whoever has read a state that is not the latest cannot know better.
  return late.length > 0
    ? problems
    : [...problems, ...unread(world, o.processes), ...unserved(requests, o.processes[0])];
}

/** The topics say what the documents say, and nothing waits to be published. */
function untold(world: World, ledger: Ledger, late: readonly string[]): string[] {
  const kinds = [
    [
      world.shelters.all,
      lastTold(world, topics.capacityState),
      (state: never) => (state as { shelter: unknown }).shelter,
    ],
    [world.requests.all, lastTold(world, topics.matchingState), requestAggregate.publicState],
  ] as const;
  return kinds.flatMap(([all, states, publicState]) =>
    [...all.values()].flatMap(({ id, seq, state, outbox }) => {
      const told = states.get(id);
      const events = ledger.published.get(id)?.length ?? 0;
      return [
        ...(outbox.length > 0 ? [`${id}: ${outbox.length} events still wait to be published`] : []),
        ...(events === seq ? [] : [`${id}: ${events} of ${seq} events were published`]),
        ...(late.includes(id) || (told?.seq === seq && isDeepStrictEqual(told.data, publicState(state as never)))
          ? []
          : [`${id}: the last state told is that after ${told?.seq}, the document is at ${seq}`]),
      ];
    }),
  );
}

/** Every read model is what the documents say. */
function unread({ shelters }: World, processes: readonly MatchingProcess[]): string[] {
  return processes.flatMap(({ desk, isReady }, index) => {
    if (!isReady()) return [`matching-${index} has not caught up`];
    return [...shelters.all.values()].flatMap(({ id, state }) => {
      const row = desk.places.rowOf(id);
      const seen = row === undefined ? null : desk.places.shelters[row];
      return isDeepStrictEqual(seen, state.shelter) ? [] : [`matching-${index} sees ${id} as it was before`];
    });
  });
}

/** Nobody waits beside a free place, and nobody whose house said no is forgotten. */
function unserved(
  requests: readonly { request: PlacementRequest; movesOn: boolean }[],
  process: MatchingProcess | undefined,
): string[] {
  return requests.flatMap(({ request, movesOn }) => {
    const { state } = request.status;
    const free = process ? rank(process.desk.places, process.desk.wishOf(request)).places : [];
    if (state === 'waiting' && free.length > 0)
      return [`${request.requestId} waits, and ${free[0]?.shelterId} is free`];
    if (state === 'choosing' && movesOn && (request.mode === 'assign' || free.length === 0))
      return [`${request.requestId} was left after a no`];
    return [];
  });
}

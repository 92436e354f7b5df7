import { type Bus, type BusLog, type Handler, Poison, type Subscription } from '@abri/bus/port';
import { keepTrying } from '@abri/bus/keep-trying';
import { parseMessage } from '@abri/bus/parse';
import { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import { MatchingEvent } from '@abri/contracts/matching-events';
import { topics } from '@abri/contracts/topics';
import { HttpProblem } from '@abri/service-kit/errors';
import { type Desk, join, livingCase, readCase, taken } from './cases.js';
import { accessesOf } from './domain/break-glass.js';
import { type Dangers, hearPlacement } from './placements.js';

const changesNames: readonly ChildFollowupEvent['type'][] = ['IdentityRecorded', 'HandOverAccepted', 'PersonErased'];

/**
 * Three streams: names that other replicas have changed; placements, whose children get their cases; and the cases' own events, by which lists are laid out again
 * and joins finished that a crash left half done. Resolves when both run, or with none when stopped before.
 */
export async function startConsumers(o: {
  bus: Bus;
  desk: Desk;
  dangers: Dangers;
  log: BusLog;
  stopping(): boolean;
}): Promise<readonly Subscription[]> {
  const { bus, desk, dangers } = o;
  const subscribe = (topic: string, group: string, handler: Parameters<Bus['subscribe']>[0]['handler']) =>
    keepTrying(topic, () => bus.subscribe({ topics: [topic], group, handler: parkingRefusals(handler) }), o);
  // Every replica searches in its own memory: it hears which identities the others have changed, and then reads all.
  const others = await keepTrying(
    'names',
    () =>
      bus.follow({
        topics: [topics.childFollowupEvents],
        name: 'child-followup.names',
        async handler(message) {
          const { type, aggregateId } = parseMessage(ChildFollowupEvent, message);
          if (changesNames.includes(type)) await desk.records.refresh(aggregateId);
        },
      }),
    o,
  );
  await desk.records.load();
  const placements = await subscribe(topics.matchingEvents, 'child-followup', (message) =>
    hearPlacement(desk, dangers, parseMessage(MatchingEvent, message)),
  );
  const own = await subscribe(topics.childFollowupEvents, 'child-followup.own', (message) =>
    followOwn(desk, parseMessage(ChildFollowupEvent, message)),
  );
  return [others, placements, own].flatMap((subscription) => subscription ?? []);
}

/**
 * What a case refuses, it refuses however often it is asked: after a restore, say, an event may be of a case that is not
 * there. Such a message is parked, for people to look at; those behind it must not wait for ever.
 */
export const parkingRefusals =
  (handler: Handler): Handler =>
  async (message) => {
    try {
      await handler(message);
    } catch (error) {
      if (error instanceof HttpProblem && error.problem.status < 500) throw new Poison(error.message);
      throw error;
    }
  };

/** What follows from a case's own event, done again for whoever died before doing it. */
export async function followOwn(desk: Desk, event: ChildFollowupEvent): Promise<void> {
  const { child, state, seq } = await readCase(desk, event.aggregateId);
  await desk.rows.project(child, seq);
  await desk.breakGlasses.project(child.caseId, accessesOf(state));
  await desk.records.movedTo(child.caseId, child.team);
  if (event.type === 'PersonErased') await desk.records.erase(child.caseId);
  if (event.type === 'CaseSeparated') {
    const { from, by } = event.data;
    taken(await desk.cases.execute(from, { do: 'release', other: event.aggregateId, now: desk.now(), by }));
  }
  if (event.type !== 'CaseAbsorbed') return;
  const { from, by } = event.data;
  const { history } = (await readCase(desk, from)).state;
  // A join that somebody has undone since is not made again by its old event.
  const undone = history.some(
    ({ at, fact }) => fact.type === 'CaseSeparated' && fact.data.from === event.aggregateId && at >= event.at,
  );
  if (undone) return;
  const [other, into] = [await readCase(desk, from), await livingCase(desk, event.aggregateId)];
  if (other.child.status.state === 'joined' || into.caseId === from) return;
  await join(desk, from, into.caseId, by);
}

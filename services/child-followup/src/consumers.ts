import type { Bus, BusLog, Subscription } from '@abri/bus/port';
import { keepTrying } from '@abri/bus/keep-trying';
import { parseMessage } from '@abri/bus/parse';
import { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import { MatchingEvent } from '@abri/contracts/matching-events';
import { topics } from '@abri/contracts/topics';
import { type Desk, join, livingCase, readCase } from './cases.js';
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
    keepTrying(topic, () => bus.subscribe({ topics: [topic], group, handler }), o);
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

/** What follows from a case's own event, done again for whoever died before doing it. */
export async function followOwn(desk: Desk, event: ChildFollowupEvent): Promise<void> {
  const { child, seq } = await readCase(desk, event.aggregateId);
  await desk.rows.project(child, seq);
  await desk.records.movedTo(child.caseId, child.team);
  if (event.type === 'PersonErased') await desk.records.erase(child.caseId);
  if (event.type !== 'CaseAbsorbed') return;
  const { from, by } = event.data;
  const [other, into] = [await readCase(desk, from), await livingCase(desk, event.aggregateId)];
  if (other.child.status.state === 'joined' || into.caseId === from) return;
  await join(desk, from, into.caseId, by);
}

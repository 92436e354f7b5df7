import { topics } from '@abri/contracts/topics';
import type { EventTopic, TopicEvent } from '../domain/history/history.js';
import { child, support } from './care.js';
import type { Chance } from './chance.js';
import { house, request } from './housing.js';
import { file, site, zone } from './penal.js';
import { series } from './programmes.js';
import { dayMs, type Writer, writer } from './writer.js';

/** How many aggregates of each kind, and over how many years they begin. */
export interface HistorySize {
  aggregates: number;
  years: number;
  from?: number;
}

/** Each aggregate's events in their order, made by chance: ordinary ones, and what a faulty day could bring. */
export function sampleHistory(chance: Chance, { aggregates, years, from = 2012 }: HistorySize): TopicEvent[][] {
  const kinds: readonly (readonly [EventTopic, (w: Writer, chance: Chance) => void])[] = [
    [topics.matchingEvents, request],
    [topics.matchingEvents, request],
    [topics.capacityEvents, house],
    [topics.supportEvents, support],
    [topics.supportEvents, support],
    [topics.childFollowupEvents, child],
    [topics.hostingEvents, file],
    [topics.hostingEvents, site],
    [topics.zoneEvents, zone],
    [topics.programmesEvents, series],
  ];
  const start = Date.UTC(from, 0, 1) - 3 * 3_600_000;
  return Array.from({ length: aggregates }, (_, number) => {
    const [topic, write] = kinds[number % kinds.length] ?? [topics.matchingEvents, request];
    const w = writer(topic, `a-${number}`, start + chance.upTo(years * 365) * dayMs + chance.upTo(dayMs), chance);
    write(w, chance);
    return w.events;
  });
}

/** One order in which all of them may be read: each aggregate's own order is kept, and some events are told again. */
export function anyOrder(perAggregate: readonly (readonly TopicEvent[])[], chance: Chance, repeats = 0): TopicEvent[] {
  const next = perAggregate.map(() => 0);
  const open = perAggregate.flatMap((events, index) => (events.length > 0 ? [index] : []));
  const order: TopicEvent[] = [];
  while (open.length > 0) {
    const pick = chance.upTo(open.length);
    const index = open[pick] ?? 0;
    const at = next[index] ?? 0;
    const events = perAggregate[index] ?? [];
    order.push(...events.slice(at, at + 1));
    next[index] = at + 1;
    if (chance.percent(repeats)) order.push(...events.slice(chance.upTo(at + 1), at + 1));
    if (at + 1 >= events.length) open.splice(pick, 1);
  }
  return order;
}

import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../libs/local-stack/dist/until.js';
import { childActs } from './acts/child.mjs';
import { penalActs } from './acts/penal.mjs';
import { placementActs } from './acts/placement.mjs';
import { programmeActs } from './acts/programme.mjs';
import { supportActs } from './acts/support.mjs';
import { keyOf, Refused } from './ask.mjs';

const acts = { ...placementActs, ...supportActs, ...childActs, ...penalActs, ...programmeActs };
/**
 * Parts of the scheme whose services hear of each other and must be at one time; different ones may be at different instants
 * of a week, so that all services have something to do. What falls due in a service is done at its own instant whenever its
 * clock passes over it. The issuer and the gateway keep the system's time.
 */
const lanes = [
  { parts: ['placement', 'child'], services: ['capacity', 'matching', 'child-followup'] },
  { parts: ['support'], services: ['victim-support'] },
  { parts: ['penal'], services: ['perpetrator-hosting'] },
  { parts: ['programme'], services: ['programmes'] },
];
const allClocks = [...lanes.flatMap(({ services }) => services), 'observatory'];

/** Happenings together that `sameAs` gives the same for, in their order. */
export function* together(happenings, sameAs) {
  let some = [];
  for (const one of happenings) {
    if (some.length > 0 && sameAs(some[0]) !== sameAs(one)) {
      yield some;
      some = [];
    }
    some.push(one);
  }
  if (some.length > 0) yield some;
}
const weekMs = 7 * 86_400_000;
/** The number of the week (from 1 January 1970) that an instant lies in. */
export const weekOf = (at) => Math.floor(Date.parse(at) / weekMs);
/** An instant that is not after anything of the week of another one. */
export const weekStart = (at) => new Date(weekOf(at) * weekMs).toISOString();

/** Happenings of one story together, in their order. */
function byStory(happenings) {
  const stories = new Map();
  for (const one of happenings) stories.set(one.story, [...(stories.get(one.story) ?? []), one]);
  return [...stories.values()];
}

/** Sets the time of services, of all unless some are named; resolves when what fell due on the way is done in each. */
export const clockOf =
  ({ ask }) =>
  (at, services = allClocks) =>
    Promise.all(services.map((service) => ask({ as: 'operator', service, path: '/replay/clock', body: { now: at } })));

/**
 * Lets people do what happens, week by week and in each part of the scheme instant by instant: stories side by side, a
 * story's own steps one after the other. What a service refuses is noted in the journal, and the year goes on. `signal` ends
 * it after the instants that it is in.
 */
export async function run({ happenings, ask, journal, plan, sites, progress, signal, atOnce = 16 }) {
  const seen = new Map();
  const setClock = clockOf({ ask });
  const base = [plan.district.code, plan.year, plan.scale, plan.seed];
  const toolsFor = (one) => {
    const ids = journal.idsOf(one.story);
    return {
      ask,
      ids,
      idsOf: journal.idsOf,
      sites,
      seen,
      at: one.at,
      story: one.story,
      id(name) {
        if (ids[name] === undefined) throw new Missing(`${one.kind} has no ${name.replace(/^.*\./, '')}`);
        return ids[name];
      },
      key: (...step) => keyOf(...base, one.story, one.n, ...step),
      until: (what, question) =>
        until(what, async () => (await question()) || undefined, { withinMs: 20_000, everyMs: 15 }),
      pause: () => pause(200),
    };
  };
  const act = async (one) => {
    const before = { ...journal.idsOf(one.story) };
    const entry = { story: one.story, n: one.n, at: one.at };
    const tools = toolsFor(one);
    try {
      await acts[one.kind](one, tools);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Missing)) throw error;
      entry.refused = `${one.kind}: ${error.type ?? error.message}`;
      journal.refused.push(entry.refused);
    }
    const changed = Object.entries(tools.ids).filter(([name, value]) => before[name] !== value);
    if (changed.length > 0) entry.ids = Object.fromEntries(changed);
    progress.did(one);
    return entry;
  };

  const atOneInstant = async (todo, services) => {
    await setClock(todo[0].at, services);
    const stories = byStory(todo);
    const entries = [];
    const worker = async () => {
      for (let story = stories.shift(); story; story = stories.shift())
        for (const one of story) entries.push(await act(one));
    };
    const workers = await Promise.allSettled(Array.from({ length: Math.min(atOnce, stories.length) }, worker));
    if (entries.length > 0) journal.write(entries);
    const failed = workers.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  };
  const inLane = async ({ parts, services }, week) => {
    const own = week.filter((one) => parts.includes(one.part) && !journal.isDone(one));
    for (const todo of together(own, ({ at }) => at)) {
      if (signal?.aborted) return;
      await atOneInstant(todo, services);
    }
  };
  for (const week of together(happenings, ({ at }) => weekOf(at))) {
    if (week.every(journal.isDone)) continue;
    const done = await Promise.allSettled(lanes.map((lane) => inLane(lane, week)));
    const failed = done.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    if (signal?.aborted) return { brokenOff: true };
    await setClock(week.at(-1).at);
  }
  return { brokenOff: false };
}

/** Something that an earlier, refused step would have given. */
class Missing extends Error {}

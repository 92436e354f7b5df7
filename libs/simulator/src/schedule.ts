import type { RequestState } from '@abri/matching-service/dist/domain/request/state.js';
import { ServiceAway, type ServiceClient } from '@abri/service-kit/service-client';
import { atRest, isOfferWithoutHold, lateByTheDead } from './at-rest.js';
import { type CapacityProcess, confirmMinutes, startCapacityProcess } from './capacity-process.js';
import type { Choices } from './choices.js';
import { registeredHouses } from './houses.js';
import { createLedger } from './ledger.js';
import { type MatchingProcess, startMatchingProcess } from './matching-process.js';
import { createNetwork, type Life, type Weather } from './network.js';
import { createPeople, deeds } from './people.js';
import type { World } from './process.js';
import { brokerNode, createBroker } from './simulated-broker.js';
import { createDocuments, databaseNode } from './simulated-store.js';
import { createTimeline, onTimeline } from './timeline.js';

const startMs = Date.parse('2026-01-05T20:00:00.000Z');
const minute = 60_000;
/** How long everything works again before it must be at rest: longer than any grace, retry and sweep together. */
const restMs = 4 * minute;
const mostSteps = 50_000;

export const nodes = ['capacity-0', 'capacity-1', 'matching-0', 'matching-1'] as const;
type Node = (typeof nodes)[number];
const faults = ['crash', 'crash', 'crash', 'cut', 'rebalance', 'jump'] as const;
const gapsMs = [0, 1, 7, 40, 300, 2_000, 15_000] as const;
const skewsMs = [0, 0, 2_000, -2_000, 20_000, -20_000] as const;
const nothing = 'nothing';
/** Nothing comes first: a choice of 0 is the harmless one. */
const happenings = [nothing, ...deeds, ...deeds, ...deeds, ...faults] as const;

/** What became of one schedule. */
export interface Outcome {
  problems: readonly string[];
  /** The list that replays it. */
  choices: readonly number[];
  /** What happened, line by line, when it was asked for. */
  story: readonly string[];
  /** How far it went: to see that schedules reach what they are about. */
  seen: Readonly<Record<'steps' | 'deaths' | 'placed' | 'offered' | 'waiting' | 'ended' | 'late', number>>;
}

/**
 * Lets one schedule happen: two processes of capacity and two of matching, people, a database and a broker; faults as chosen;
 * then everything works again. Gives what was broken: nothing, if all invariants held at every step and at rest.
 */
export async function runSchedule(choices: Choices, o: { story?: boolean } = {}): Promise<Outcome> {
  const timeline = createTimeline(startMs);
  return onTimeline(timeline, async () => {
    const story: string[] = [];
    const tell = (line: () => string) => {
      if (o.story) story.push(`${((timeline.nowMs() - startMs) / 1_000).toFixed(3).padStart(9)}  ${line()}`);
    };
    const ledger = createLedger();
    const weather = weatherOf(choices);
    const network = createNetwork({ timeline, choices, weather, tell });
    const shelters = createDocuments(ledger.shelterWritten);
    const requests = createDocuments<RequestState>(ledger.written);
    const broker = createBroker({
      ...{ timeline, network, choices, forgetful: weather.answerLost, broken: ledger.broken },
      appended(message) {
        const { seq, type = 'state' } = message.value as { seq: number; type?: string };
        tell(() => `    the broker has ${message.topic} ${message.key}: ${type} ${seq}`);
        ledger.appended(message);
      },
    });
    const world: World = { timeline, network, broker, choices, shelters, requests, tell };
    for (const house of registeredHouses(new Date(startMs).toISOString())) await shelters.store.save(0, house);

    const skews = new Map(nodes.map((node) => [node, skewsMs[choices.below(skewsMs.length)] ?? 0]));
    const capacity = new Map<string, CapacityProcess>();
    const matching = new Map<string, MatchingProcess>();
    const lives = new Map<Node, { life: Life; doom(steps: number | null): void }>();
    const down = new Set<Node>();
    const born = new Map<Node, number>();
    let deaths = 0;

    const clientOf = (life: Life): ServiceClient => {
      const call = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
        const node = `capacity-${choices.below(2)}`;
        return network.call({
          ...{ from: life, to: node, what: `${method} ${path}`, timeoutMs: 3_000, overHttp: true },
          lost: () => new ServiceAway('no answer'),
          async run() {
            const process = capacity.get(node);
            if (!process) throw new ServiceAway('connection refused');
            return process.answer({ method, path, body, role: 'service' });
          },
        });
      };
      return {
        get: (path) => call('GET', path) as Promise<never>,
        post: (path, body) => call('POST', path, body) as Promise<never>,
        close: async () => undefined,
      };
    };
    const start = (node: Node) => {
      down.delete(node);
      const number = (born.get(node) ?? 0) + 1;
      born.set(node, number);
      let stepsLeft: number | null = null;
      const life = {
        ...{ name: `${node}.${number}`, node, alive: true, skewMs: skews.get(node) ?? 0 },
        step() {
          if (stepsLeft !== null && stepsLeft-- <= 0) die(200);
        },
      };
      const die = (downMs: number) => {
        if (!life.alive) return;
        life.alive = false;
        deaths += 1;
        tell(() => `${life.name} dies`);
        capacity.delete(node);
        matching.delete(node);
        down.add(node);
        broker.died();
        timeline.after(downMs + choices.below(4) * 1_500, () => {
          if (down.has(node)) start(node);
        });
      };
      lives.set(node, { life, doom: (steps) => (stepsLeft = steps) });
      tell(() => `${life.name} starts`);
      const ended = () => die(500);
      if (node.startsWith('capacity')) capacity.set(node, startCapacityProcess(world, life, ended));
      else matching.set(node, startMatchingProcess(world, life, clientOf(life), ended));
    };
    const people = createPeople({
      ...{ world, ledger },
      capacity: (node) => capacity.get(node),
      matching: (node) => matching.get(node),
    });
    const happens = (what: string, [a, b, c]: readonly [number, number, number]) => {
      const node = nodes[a % nodes.length] ?? 'capacity-0';
      switch (what) {
        case nothing:
          return;
        case 'crash':
          return lives.get(node)?.doom(b % 24);
        case 'cut':
          return network.cut(
            node,
            [databaseNode, brokerNode, 'capacity-0', 'capacity-1'][b % 4] ?? brokerNode,
            500 * (1 + (c % 40)),
          );
        case 'rebalance':
          tell(() => 'the broker gives messages to another member');
          return broker.rebalance();
        case 'jump':
          tell(() => 'all clocks go forward');
          return timeline.jump((b % 3 === 0 ? 1 : 16 * (b % 3)) * minute);
        default:
          tell(() => `somebody: ${what}`);
          void people.do(what, a, b);
      }
    };

    let rest = choices.below(40);
    const next = () => {
      if (rest-- <= 0) return void timeline.after(3_000, () => (chaos = false));
      const gap = gapsMs[choices.below(gapsMs.length)] ?? 0;
      const what = happenings[choices.below(happenings.length)] ?? nothing;
      const numbers = [choices.below(60), choices.below(24), choices.below(40)] as const;
      timeline.after(gap, () => {
        happens(what, numbers);
        next();
      });
    };
    let chaos = true;
    let steps = 0;
    // A tick comes once all promises that can go on have gone on; an immediate would ask the operating system each time.
    const settled = () => new Promise<void>((done) => process.nextTick(done));
    const run = async (goesOn: () => boolean, untilMs: number) => {
      await settled();
      while (goesOn() && ledger.problems.length === 0 && timeline.next(untilMs)) {
        await settled();
        if ((steps += 1) > mostSteps) ledger.broken(`not at rest after ${mostSteps} steps`);
      }
    };

    for (const node of nodes) start(node);
    timeline.after(200, next);
    await run(() => chaos, Infinity);
    network.heal();
    broker.heal();
    for (const { doom } of lives.values()) doom(null);
    for (const node of [...down]) start(node);
    await run(() => true, timeline.nowMs() + restMs);
    const look = () =>
      ledger.problems.length > 0
        ? ledger.problems
        : atRest(world, ledger, { processes: [...matching.values()], changedBySomebody: people.changed });
    let problems = look();
    if (problems.some(isOfferWithoutHold)) {
      tell(() => 'all clocks go forward: every offer is over');
      timeline.jump(confirmMinutes * minute);
      await run(() => true, timeline.nowMs() + restMs);
      problems = look();
    }
    const late = ledger.problems.length > 0 ? 0 : lateByTheDead(world).length;
    for (const line of problems) tell(() => `BROKEN: ${line}`);
    for (const { life } of lives.values()) Object.assign(life, { alive: false });
    const count = (state: string) =>
      [...requests.all.values()].filter(({ state: { request } }) => request?.status.state === state).length;
    return {
      ...{ problems, story, choices: choices.made },
      seen: {
        ...{ steps, deaths, placed: count('placed'), offered: count('offered') + count('accepted') },
        ...{ waiting: count('waiting'), ended: count('ended'), late },
      },
    };
  });
}

/** Each schedule has some kinds of faults and not others: where everything goes wrong at once, little is reached. */
function weatherOf(choices: Choices): Weather {
  const often = [0, 0, 40, 12] as const;
  const kind = () => often[choices.below(often.length)] ?? 0;
  const delays = [2, 6, 30, 200] as const;
  return {
    lost: kind(),
    answerLost: kind(),
    slow: kind(),
    twice: kind(),
    delayMs: delays[choices.below(delays.length)] ?? 2,
  };
}

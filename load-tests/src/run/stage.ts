import type { RequestPlacement } from '@abri/contracts/matching-api';
import type { Guard } from '@abri/local-stack/guard';
import { householdOf, type World } from './households.js';
import type { Summary } from '../k6/task.js';
import { runK6 } from './k6.js';
import { settled, watchLag } from './lag.js';
import { watchProcesses } from './processes.js';
import type { Stage } from './results.js';
import { significant } from './statistics.js';
import type { Target } from './targets.js';

/** What every stage of a run shares. */
export interface Bench {
  guard: Guard;
  world: World;
  seed: number;
  /** Services whose read models are watched, by name. */
  readModels: Record<string, string>;
}

/** In a closed loop nobody knows beforehand how many are asked for. */
const householdsInTurn = 5_000;

/** The first households of a round as they are sent: the same for whoever is asked. */
const bodiesOf = ({ world, seed }: Bench, round: number, count: number) =>
  Array.from({ length: count }, (_, call) => JSON.stringify(householdOf(world, seed + round, call)));

/** Households arrive at `rate` a second for `seconds`; every bed is free again afterwards. */
export function arrivals(
  bench: Bench,
  o: { target: Target; rate: number; seconds: number; round: number },
): Promise<Stage> {
  const stage = `arrivals-${o.target.name}-${o.rate}-${o.round}`;
  const task = { url: o.target.url, rate: o.rate, seconds: o.seconds, stage };
  const bodies = bodiesOf(bench, o.round, o.rate * o.seconds + 1);
  const named = { kind: 'arrivals', rate: o.rate, round: o.round, seconds: o.seconds } as const;
  return measured(bench, o.target, named, (headers) =>
    runK6({ script: 'arrivals', task, bodies, headers, guard: bench.guard }),
  );
}

/** So many callers ask, each again as soon as it was answered, for `seconds`; every bed is free again afterwards. */
export function closedLoop(
  bench: Bench,
  o: { target: Target; callers: number; seconds: number; round: number },
): Promise<Stage> {
  const { target, callers, seconds, round } = o;
  const task = { url: target.url, callers, seconds, stage: `closed-${target.name}-${round}` };
  const bodies = bodiesOf(bench, round, householdsInTurn);
  const named = { kind: 'closedLoop', rate: null, round, seconds } as const;
  return measured(bench, target, named, (headers) =>
    runK6({ script: 'closed', task, bodies, headers, guard: bench.guard }),
  );
}

/** Everybody asks for the same thing in the same instant. */
export function rush(
  bench: Bench,
  o: {
    target: Target;
    kind: 'rushForOneBed' | 'rushForTheBestBed';
    body: RequestPlacement;
    callers: number;
    round: number;
  },
): Promise<Stage> {
  const task = { url: o.target.url, callers: o.callers, stage: `${o.kind}-${o.target.name}-${o.round}`, body: o.body };
  const named = { kind: o.kind, rate: null, round: o.round, seconds: null };
  return measured(bench, o.target, named, (headers) => runK6({ script: 'rush', task, headers, guard: bench.guard }));
}

async function measured(
  bench: Bench,
  target: Target,
  { seconds, ...named }: Pick<Stage, 'kind' | 'rate' | 'round'> & { seconds: number | null },
  run: (headers: Record<string, string>) => Promise<Summary>,
): Promise<Stage> {
  const headers = await target.headers();
  const ours = target.name === 'abri' || target.name === 'gateway';
  const readModels = ours ? bench.readModels : {};
  const lagOf = await watchLag(readModels);
  const watch = watchProcesses();
  const summary = await run(headers);
  const usage = watch.stop();
  const lag = await lagOf();
  const beds = await target.count();
  await target.empty();
  // What giving the beds back has caused is no part of the next stage.
  await settled(readModels);

  const { ranMs, answered, failed, dropped, outcomes, lastAnswerMs, ms } = summary;
  const given = ['offered', 'accepted', 'placed'].reduce((sum, state) => sum + (outcomes[state] ?? 0), 0);
  const round = (value: number | null | undefined) => (typeof value === 'number' ? significant(value) : null);
  return {
    system: target.name,
    ...named,
    ...{ answered, failed, dropped, outcomes },
    answeredPerSecond: seconds === null ? null : significant(answered / Math.max(seconds, ranMs / 1_000)),
    p50: round(ms?.med),
    p99: round(ms?.['p(99)']),
    p999: round(ms?.['p(99.9)']),
    max: round(ms?.max),
    lastAnswerMs,
    beds,
    lost: beds && Math.max(0, given - beds.holds),
    usage: Object.fromEntries(
      Object.entries(usage).map(([part, { cores, peakMemoryMb }]) => [
        part,
        { cores: significant(cores), peakMemoryMb: significant(peakMemoryMb) },
      ]),
    ),
    lag: Object.fromEntries(
      Object.entries(lag).map(([name, { p50, p99 }]) => [name, { p50: round(p50), p99: round(p99) }]),
    ),
  };
}

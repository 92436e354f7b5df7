import type { Results, Stage } from './results.js';
import { median } from './statistics.js';

/** The stages of one system, kind and rate over all rounds, as one line: medians, and sums of what must be 0. */
export interface Row {
  system: Stage['system'];
  kind: Stage['kind'];
  rate: number | null;
  answeredPerSecond: number | null;
  p50: number | null;
  p99: number | null;
  p999: number | null;
  lastAnswerMs: number | null;
  answered: number;
  /** Answers by the state of the placement. */
  outcomes: Record<string, number>;
  failed: number;
  dropped: number;
  doubled: number | null;
  lost: number | null;
}

/** One row for each system, kind and rate, in the order in which they were first measured. */
export function rowsOf({ stages }: Pick<Results, 'stages'>): Row[] {
  const groups = new Map<string, Stage[]>();
  for (const stage of stages) {
    const name = `${stage.system} ${stage.kind} ${stage.rate}`;
    groups.set(name, [...(groups.get(name) ?? []), stage]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const middle = (of: (stage: Stage) => number | null) => median(group.map(of));
    const sum = (of: (stage: Stage) => number) => group.reduce((total, stage) => total + of(stage), 0);
    return {
      ...{ system: first.system, kind: first.kind, rate: first.rate },
      answeredPerSecond: middle((stage) => stage.answeredPerSecond),
      p50: middle((stage) => stage.p50),
      p99: middle((stage) => stage.p99),
      p999: middle((stage) => stage.p999),
      lastAnswerMs: middle((stage) => stage.lastAnswerMs),
      answered: sum((stage) => stage.answered),
      outcomes: Object.fromEntries(
        [...new Set(group.flatMap(({ outcomes }) => Object.keys(outcomes)))].map((state) => [
          state,
          sum(({ outcomes }) => outcomes[state] ?? 0),
        ]),
      ),
      failed: sum((stage) => stage.failed),
      dropped: sum((stage) => stage.dropped),
      doubled: first.beds && sum((stage) => stage.beds?.doubled ?? 0),
      lost: first.beds && sum((stage) => stage.lost ?? 0),
    };
  });
}

/** The row of a system that answers arrivals at a rate, if it was measured. */
export const arrivalsRow = (rows: readonly Row[], system: Row['system'], rate: number): Row | undefined =>
  rows.find((row) => row.kind === 'arrivals' && row.system === system && row.rate === rate);

/** How many times one measure is another; null when either is missing. */
export const times = (value: number | null | undefined, of: number | null | undefined): number | null =>
  value === null || value === undefined || !of ? null : value / of;

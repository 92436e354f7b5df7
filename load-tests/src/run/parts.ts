import type { Usage } from './processes.js';
import type { Lag, Results, Stage } from './results.js';
import { median } from './statistics.js';

const stagesAt = ({ stages }: Pick<Results, 'stages'>, system: Stage['system'], rate: number) =>
  stages.filter((stage) => stage.kind === 'arrivals' && stage.system === system && stage.rate === rate);

/** Medians over the rounds of what each part used at one rate. */
export function partsAt(results: Pick<Results, 'stages'>, system: Stage['system'], rate: number): Map<string, Usage> {
  const stages = stagesAt(results, system, rate);
  const names = [...new Set(stages.flatMap(({ usage }) => Object.keys(usage)))].sort();
  const middle = (name: string, of: keyof Usage) => median(stages.map(({ usage }) => usage[name]?.[of] ?? null)) ?? 0;
  return new Map(
    names.map((name) => [name, { cores: middle(name, 'cores'), peakMemoryMb: middle(name, 'peakMemoryMb') }]),
  );
}

/** Medians over the rounds of how far each read model was behind at one rate. */
export function lagAt(results: Pick<Results, 'stages'>, system: Stage['system'], rate: number): Map<string, Lag> {
  const stages = stagesAt(results, system, rate);
  const names = [...new Set(stages.flatMap(({ lag }) => Object.keys(lag)))].sort();
  const middle = (name: string, of: keyof Lag) => median(stages.map(({ lag }) => lag[name]?.[of] ?? null));
  return new Map(names.map((name) => [name, { p50: middle(name, 'p50'), p99: middle(name, 'p99') }]));
}

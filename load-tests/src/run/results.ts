import type { Plan } from './plan.js';
import type { BedCount } from './doubled-beds.js';
import type { Machine } from './machine.js';
import type { Usage } from './processes.js';
import type { Target } from './targets.js';

/** Milliseconds; null when nothing was measured. */
export interface Lag {
  p50: number | null;
  p99: number | null;
}
/** One stage: households arriving at one system at one rate (or all at once: `rate` null). */
export interface Stage {
  system: Target['name'];
  kind: 'arrivals' | 'closedLoop' | 'rushForOneBed' | 'rushForTheBestBed';
  rate: number | null;
  round: number;
  answered: number;
  failed: number;
  /** Arrivals that could not start because k6 had no free caller left. */
  dropped: number;
  outcomes: Record<string, number>;
  answeredPerSecond: number | null;
  p50: number | null;
  p99: number | null;
  p999: number | null;
  max: number | null;
  /** From the common start to the last answer. */
  lastAnswerMs: number | null;
  beds: BedCount | null;
  /** Placements that were acknowledged, and for which no hold is found afterwards. Must be 0. */
  lost: number | null;
  /** By part of the system. */
  usage: Record<string, Usage>;
  /** From an event's commit to its being applied, by service. */
  lag: Record<string, Lag>;
}
/** Everything that one run of `npm run load` found, as recorded in load-tests/results. */
export interface Results {
  startedAt: string;
  machine: Machine;
  plan: Plan;
  shelters: number;
  units: number;
  stages: Stage[];
}

import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { seededChoices } from './choices.js';
import { type Outcome, runSchedule } from './schedule.js';

/** Schedules of the seeds `first`, `first + 1` … */
export interface Range {
  first: number;
  count: number;
}
/** How far a range has come: schedules run since the last of these, their sums, and the seed that broke an invariant. */
interface Part {
  done: number;
  seen: Partial<Outcome['seen']>;
  broken: number | null;
}
interface Share extends Range {
  /** From one seed of this thread to its next. */
  stride: number;
}
const partSize = 500;

/**
 * Runs a range on so many threads, each with simulated time of its own, until all have run or a seed breaks an invariant;
 * `progress` hears how many have run. Throws when a thread dies.
 */
export async function runRange(
  { first, count }: Range,
  threads: number,
  progress: (done: number) => void,
): Promise<{ done: number; seen: Record<string, number>; broken: number | null }> {
  const seen: Record<string, number> = {};
  let done = 0;
  let broken: number | null = null;
  const workers = Array.from({ length: Math.min(threads, count) }, (_, thread): Worker => {
    const share: Share = { first: first + thread, stride: threads, count: Math.ceil((count - thread) / threads) };
    return new Worker(path.join(__dirname, 'range.js'), { workerData: share });
  });
  const stop = () => Promise.all(workers.map((worker) => worker.terminate()));
  const ended = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.on('message', (part: Part) => {
          done += part.done;
          for (const [what, number] of Object.entries(part.seen)) seen[what] = (seen[what] ?? 0) + number;
          progress(done);
          if (part.broken === null) return;
          broken ??= part.broken;
          void stop();
        });
        worker.once('error', reject);
        worker.once('exit', () => resolve());
      }),
  );
  try {
    await Promise.all(ended);
  } finally {
    await stop();
  }
  return { done, seen, broken };
}

async function runShare({ first, count, stride }: Share, tell: (part: Part) => void): Promise<void> {
  let part: Required<Part> & { seen: Record<string, number> } = { done: 0, seen: {}, broken: null };
  for (let at = 0; at < count; at++) {
    const seed = first + at * stride;
    const { problems, seen } = await runSchedule(seededChoices(seed));
    part.done += 1;
    for (const [what, number] of Object.entries(seen)) part.seen[what] = (part.seen[what] ?? 0) + number;
    if (problems.length > 0) part.broken = seed;
    if (part.broken === null && part.done < partSize && at < count - 1) continue;
    tell(part);
    if (part.broken !== null) return;
    part = { done: 0, seen: {}, broken: null };
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  void runShare(workerData as Share, (part) => port.postMessage(part));
}

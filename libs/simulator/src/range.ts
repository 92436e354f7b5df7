import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { seededChoices } from './choices.js';
import { runSchedule } from './schedule.js';

type Sums = Record<string, number>;
/** How far a range has come: schedules run since the last of these, their sums, and the seed that broke an invariant. */
interface Part {
  done: number;
  seen: Sums;
  broken: number | null;
}
/** The schedules of the seeds `first`, `first + stride` … */
interface Share {
  first: number;
  count: number;
  stride: number;
}
const partSize = 500;
const add = (sums: Sums, more: Readonly<Sums>) => {
  for (const [what, number] of Object.entries(more)) sums[what] = (sums[what] ?? 0) + number;
};

/**
 * Runs the schedules of the seeds `first`, `first + 1` … on so many threads, each with simulated time of its own, until all have run or a seed breaks an invariant;
 * `progress` hears how many have run. Throws when a thread dies.
 */
export async function runRange(
  { first, count }: { first: number; count: number },
  threads: number,
  progress: (done: number) => void,
): Promise<{ seen: Sums; broken: number | null }> {
  const seen: Sums = {};
  let done = 0;
  let broken: number | null = null;
  const workers = Array.from({ length: Math.min(threads, count) }, (_, thread): Worker => {
    const share: Share = { first: first + thread, stride: threads, count: Math.ceil((count - thread) / threads) };
    // A schedule's objects die young; with more room for them they are swept a third as often.
    const resourceLimits = { maxYoungGenerationSizeMb: 32 };
    return new Worker(path.join(__dirname, 'range.js'), { workerData: share, resourceLimits });
  });
  const stop = () => Promise.all(workers.map((worker) => worker.terminate()));
  const ended = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.on('message', (part: Part) => {
          done += part.done;
          add(seen, part.seen);
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
  return { seen, broken };
}

async function runShare({ first, count, stride }: Share, tell: (part: Part) => void): Promise<void> {
  // Thousands of messages are lost on purpose; who asks why looks at the replayed story, not at where each error was made.
  Error.stackTraceLimit = 0;
  let part: Part = { done: 0, seen: {}, broken: null };
  for (let at = 0; at < count; at++) {
    const seed = first + at * stride;
    const { problems, seen } = await runSchedule(seededChoices(seed));
    part.done += 1;
    add(part.seen, seen);
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

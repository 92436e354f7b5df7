import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { recordedChoices, seededChoices } from './choices.js';
import { runRange } from './range.js';
import { runSchedule } from './schedule.js';
import { shrunk } from './shrink.js';

const help = `npm run simulate -- [options]

Runs capacity's and matching's write path, two processes of each, in one process on simulated time, network, database and
broker, from seeds: with messages lost, late, repeated and overtaken, partitions, deaths at any step, clocks that differ or
jump. Looks for broken invariants after every step and at rest. Fails with the shortest story found and how to replay it.

  --schedules N   how many (10000)
  --seed N        the first seed (1); each schedule has the next
  --threads N     how many run at the same time (one a core)
  --replay LIST   one schedule, by the list that was printed; tells its story
  --shrink N      how many runs a failure may be made smaller by (2000)
  --help          this text`;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { schedules: text, seed: text, threads: text, replay: text, shrink: text, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(help);
  if (values.replay !== undefined) {
    const { problems, story } = await runSchedule(recordedChoices(values.replay.split(',').map(Number)), {
      story: true,
    });
    console.log([...story, ...(problems.length === 0 ? ['Nothing was broken.'] : problems)].join('\n'));
    process.exitCode = problems.length === 0 ? 0 : 1;
    return;
  }
  const first = whole(values.seed ?? '1');
  const count = whole(values.schedules ?? '10000');
  const threads = Math.max(1, whole(values.threads ?? String(availableParallelism())));
  const began = performance.now();
  const rate = (done: number) => Math.round(done / ((performance.now() - began) / 1_000));
  let told = 0;
  const { seen, broken } = await runRange({ first, count }, threads, (done) => {
    if (Math.floor(done / 10_000) > Math.floor(told / 10_000)) console.log(`${done} schedules, ${rate(done)}/s`);
    told = done;
  });
  if (broken !== null) {
    const outcome = await runSchedule(seededChoices(broken));
    console.log(`Seed ${broken} breaks an invariant:\n  ${outcome.problems.join('\n  ')}\nMaking it shorter …`);
    const { outcome: least, runs } = await shrunk(outcome, whole(values.shrink ?? '2000'));
    console.log(`\nThe shortest story after ${runs} runs:\n${least.story.join('\n')}`);
    console.log(`\nAgain, exactly: npm run simulate -- --replay ${replayable(least.choices)}`);
    process.exitCode = 1;
    return;
  }
  const sums = Object.entries(seen).map(([what, number]) => `${number} ${what}`);
  console.log(`${count} schedules from seed ${first}, ${rate(count)}/s, no invariant broken (${sums.join(', ')})`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`"${text}" is no whole number`);
  return value;
}
const replayable = (list: readonly number[]) => list.join(',').replace(/(,0)+$/, '') || '0';

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

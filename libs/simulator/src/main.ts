import { parseArgs } from 'node:util';
import { recordedChoices, seededChoices } from './choices.js';
import { runSchedule } from './schedule.js';
import { shrunk } from './shrink.js';

const help = `npm run simulate -- [options]

Runs capacity's and matching's write path, two processes of each, in one process on simulated time, network, database and
broker, from seeds: with messages lost, late, repeated and overtaken, partitions, deaths at any step, clocks that differ or
jump. Looks for broken invariants after every step and at rest. Fails with the shortest story found and how to replay it.

  --schedules N   how many (10000)
  --seed N        the first seed (1); each schedule has the next
  --replay LIST   one schedule, by the list that was printed; tells its story
  --shrink N      how many runs a failure may be made smaller by (2000)
  --help          this text`;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { schedules: text, seed: text, replay: text, shrink: text, help: { type: 'boolean' } },
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
  const began = performance.now();
  const seen: Record<string, number> = {};
  const rate = (done: number) => Math.round(done / ((performance.now() - began) / 1_000));
  for (let done = 0; done < count; done++) {
    const seed = first + done;
    const outcome = await runSchedule(seededChoices(seed));
    for (const [what, number] of Object.entries(outcome.seen)) seen[what] = (seen[what] ?? 0) + number;
    if (outcome.problems.length > 0) {
      console.log(`Seed ${seed} breaks an invariant:\n  ${outcome.problems.join('\n  ')}\nMaking it shorter …`);
      const { outcome: least, runs } = await shrunk(outcome, whole(values.shrink ?? '2000'));
      console.log(`\nThe shortest story after ${runs} runs:\n${least.story.join('\n')}`);
      console.log(`\nAgain, exactly: npm run simulate -- --replay ${replayable(least.choices)}`);
      process.exitCode = 1;
      return;
    }
    if ((done + 1) % 10_000 === 0) console.log(`${done + 1} schedules, ${rate(done + 1)}/s`);
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

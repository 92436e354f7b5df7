// `npm run contend`: many callers for few beds on the real broker and database; no bed may be given twice.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runChecks } from './operations/checks.mjs';

const help = `npm run contend [-- options]

Two replicas of capacity on a real broker and database (those of KAFKA_BROKERS and MONGODB_URI where given, under names of their
own), and many callers for the single bed of each of a few houses. Watches from outside that no bed is given while it is held, and
counts all again from the topics and the API.

  --holds N      how many holds are asked for (100000)
  --minutes N    and for how long at most (10)
  --callers N    at once (200)
  --beds N       how many one-bed houses (20)
  --write        adds what came out to scripts/chaos/results/contended.json
  --no-build     what is built is taken as it is
  --help         this text`;
const flag = { type: 'boolean', default: false };
const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: {
    ...{ holds: text('100000'), minutes: text('10'), callers: text('200'), beds: text('20') },
    ...{ write: flag, 'no-build': flag, help: flag },
  },
});
const results = path.join(path.dirname(fileURLToPath(import.meta.url)), 'chaos/results/contended.json');

if (values.help) console.log(help);
else
  await runChecks('contend', values, async (o) => {
    const { contend } = await import('./chaos/contended.mjs');
    const numbers = Object.fromEntries(
      ['holds', 'minutes', 'callers', 'beds'].map((name) => [name, Number(values[name])]),
    );
    const found = await contend({ ...o, ...numbers });
    o.report(JSON.stringify(found));
    if (values.write) {
      const before = await readFile(results, 'utf8').then(JSON.parse, () => []);
      const machine = { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
      await writeFile(
        results,
        `${JSON.stringify([...before, { at: new Date().toISOString(), machine, ...found }], null, 2)}\n`,
      );
    }
    const { asked, granted, doubled, told, left, others } = found;
    return [
      {
        what: `of ${asked} holds asked for, ${granted} were granted and none while another had the bed`,
        wrong: doubled ? [`${doubled}`] : [],
      },
      {
        what: `the topics tell of ${told.held} holds, one after another`,
        wrong: told.doubled || told.gaps ? [JSON.stringify(told)] : [],
      },
      { what: 'every granted hold is told of', wrong: told.held === granted ? [] : [`${told.held} of ${granted}`] },
      { what: 'no bed is promised twice in the end', wrong: left.doubled === 0 ? [] : [`${left.doubled}`] },
      {
        what: 'every other answer said that the bed is taken',
        wrong: Object.entries(others).map(([what, count]) => `${count} × ${what}`),
      },
    ];
  });

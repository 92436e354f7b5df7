// `npm run chaos`: kills, cuts, slows and fills under load, and then looks whether anything was lost or doubled.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runChecks } from './operations/checks.mjs';

const help = `npm run chaos [-- options]

Starts Abri on free ports with a broker and a durable database of its own, lets households call, and lets faults happen in turn:
kill -9 of every service, of the broker and of the database; ways between them cut, slow or hanging; clocks that jump (where
libfaketime is on this machine); a full disk. Then it checks that nothing acknowledged is lost and no bed is promised twice.
Nothing but this machine is asked; nothing that you have is touched.

  --rate N       households a second (8)
  --only A|B     only faults with one of these in their name
  --write        keeps what was measured in scripts/chaos/results/latest.json
  --no-build     what is built is taken as it is
  --help         this text`;
const flag = { type: 'boolean', default: false };
const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: { rate: text('8'), only: text(''), write: flag, 'no-build': flag, help: flag },
});
const results = path.join(path.dirname(fileURLToPath(import.meta.url)), 'chaos/results/latest.json');

if (values.help) console.log(help);
else
  await runChecks('chaos', values, async (o) => {
    const { runChaos } = await import('./chaos/run.mjs');
    const { outcomes, report } = await runChaos({ ...o, only: values.only });
    const held = outcomes.map(({ what, wrong }) => ({ what, holds: wrong.length === 0, wrong: wrong.slice(0, 5) }));
    const machine = { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
    const kept = { at: new Date().toISOString(), machine, ...report, held };
    if (values.write) await writeFile(results, `${JSON.stringify(kept, null, 2)}\n`);
    return outcomes;
  });

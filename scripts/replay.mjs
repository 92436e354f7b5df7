// `npm run replay`: a year in a district happens in a system of its own, through the real HTTP interfaces.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import prerequisites from '../libs/local-stack/plain/prerequisites.cjs';
import { build, installPackages } from './install.mjs';
import { serviceNames } from './services.mjs';
import { welcome } from './welcome.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const help = `npm run replay -- [options]

Starts Abri with data of its own and lets a whole year happen in it: people call, houses answer, partners open cases, courts
decide, classes are held, all through the services' own HTTP interfaces, on a clock that jumps from one happening to the
next. At the end the scheme's table of results stands beside what the events say, and the pages can be looked at.
Ctrl-C stops it; the same command goes on where it was.

  --year 2012             which year
  --scale 1               how many times the figures of 2012 (a whole number)
  --seed 1                another number tells another year of the same figures
  --arrondissement 596    a French arrondissement by its INSEE code (596 is Valenciennes)
  --until 2012-02-01      only what happens before this day; without it the same folder goes on later
  --data DIR              where the data lie (.abri/replay/<arrondissement>-<year>-x<scale>-s<seed>)
  --then stop             end when the year is over, and do not keep the pages open
  --help                  this text

Afterwards \`npm start -- --data DIR\` shows the same data on today's clock.`;

function readArguments() {
  const text = (preset) => ({ type: 'string', default: preset });
  const { values } = parseArgs({
    options: {
      year: text('2012'),
      scale: text('1'),
      seed: text('1'),
      arrondissement: text('596'),
      until: { type: 'string' },
      data: { type: 'string' },
      then: text('stay'),
      help: { type: 'boolean', default: false },
    },
  });
  const [year, scale, seed] = [values.year, values.scale, values.seed].map(Number);
  if (!Number.isInteger(year) || year < 1996 || year > 2100) throw new Error('--year is a year from 1996 to 2100.');
  if (!Number.isInteger(scale) || scale < 1 || scale > 1_000)
    throw new Error('--scale is a whole number from 1 to 1000.');
  if (!Number.isInteger(seed)) throw new Error('--seed is a whole number.');
  if (values.until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.until))
    throw new Error('--until is a day, 2012-02-01.');
  if (!['stay', 'stop'].includes(values.then)) throw new Error('--then is stay or stop.');
  return { ...values, year, scale, seed };
}

async function main() {
  const wanted = readArguments();
  if (wanted.help) {
    console.log(help);
    return;
  }
  const missing = prerequisites.checkPrerequisites({ cacheDir: path.join(root, '.abri'), env: process.env });
  if (missing.length > 0) throw new Error(missing.join('\n'));
  await installPackages({ root, detail: console.log });
  console.log('building what has changed …');
  await build({
    root,
    folders: [...[...serviceNames, 'web'].map((name) => `services/${name}`), 'libs/district-year', 'load-tests'],
  });
  const { replay } = await import('./replay/main.mjs');

  const breakOff = new AbortController();
  let asked = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(name, () => {
      asked += 1;
      if (asked > 1) process.exit(130);
      console.log('\nStopping … (once more: at once)');
      breakOff.abort();
    });
  const { year, scale, seed, arrondissement, until: lastDay } = wanted;
  const named = `${arrondissement}-${year}-x${scale}-s${seed}`;
  const folder = path.resolve(wanted.data ?? path.join(root, '.abri', 'replay', named));
  const result = await replay({
    ...{ year, scale, seed, arrondissement, folder, lastDay },
    env: process.env,
    report: (line) => console.log(line),
    signal: breakOff.signal,
  });
  if (result.brokenOff) console.log(`Broken off. The same command goes on from here (${folder}).`);
  else {
    console.log(['', ...result.lines, ''].join('\n'));
    say(result.refused);
    if (!result.agree) process.exitCode = 1;
    if (wanted.then === 'stay' && !breakOff.signal.aborted) {
      console.log(await welcome(result.system));
      const stopped = new Promise((resolve) => breakOff.signal.addEventListener('abort', resolve));
      const failure = await Promise.race([stopped, result.system.failed]);
      if (failure instanceof Error) console.error(failure.message);
    }
  }
  await result.system.stop();
}

/** What the services refused, by what it was: it is part of the year, or something to look at. */
function say(refused) {
  if (refused.length === 0) return;
  const counts = new Map();
  for (const one of refused) counts.set(one, (counts.get(one) ?? 0) + 1);
  console.log(`The services refused ${refused.length} steps:`);
  for (const [what, times] of [...counts].sort(([, one], [, other]) => other - one))
    console.log(`  ${times} × ${what}`);
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  },
);

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Builds, runs one of the checks of this folder in a folder and under names of its own, prints what holds and what does not,
 * and ends with "N passed, N failed". `check` gives `{ what, wrong }` for each thing; `wrong` are lines.
 */
export async function runChecks(name, options, check) {
  if (!options['no-build']) await build({ root });
  const folder = await mkdtemp(path.join(os.tmpdir(), `abri-${name}-`));
  try {
    const outcomes = await check({
      ...{ folder, isolate: `${name}-${randomBytes(4).toString('hex')}`, env: process.env },
      ...{ rate: Number(options.rate), report: (line) => console.log(line) },
    });
    for (const { what, wrong } of outcomes)
      console.log(wrong.length === 0 ? `✓ ${what}` : `✗ ${what}\n    ${wrong.slice(0, 5).join('\n    ')}`);
    const failed = outcomes.filter(({ wrong }) => wrong.length > 0).length;
    console.log(`${outcomes.length - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    console.log(`${error.message}\n0 passed, 1 failed`);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

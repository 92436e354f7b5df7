import path from 'node:path';
import { runs } from './command.mjs';

// The first is the same Chromium without a window: the tests take two thirds of the time in it.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that the tests drive: CHROMIUM_PATH, or the first of the usual names on the PATH; undefined where none is. */
export function findChromium(env) {
  if (env.CHROMIUM_PATH) return runs(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(runs);
}

/** What to say where there is none. */
export const chromiumMissing = (env) =>
  env.CHROMIUM_PATH
    ? `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which cannot be run.`
    : 'Chromium is needed for the browser tests, and there is none on the PATH. ' +
      'Install it (Debian: apt-get install chromium-headless-shell, or chromium), set CHROMIUM_PATH, or leave them out: npm test -- --no-browser';

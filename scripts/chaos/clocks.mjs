import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How long libfaketime takes an old answer for good, in seconds: whole ones only. */
const cachedSeconds = 1;

/** Where libfaketime lies, as Debian and its like put it, or undefined. FAKETIME_LIBRARY names another place. */
export function findFaketime(env = process.env) {
  if (env.FAKETIME_LIBRARY) return env.FAKETIME_LIBRARY;
  const folders = ['/usr/lib', '/usr/lib64'].filter((folder) => existsSync(folder));
  const within = folders.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => path.join(folder, name))]);
  return within.map((folder) => path.join(folder, 'faketime/libfaketimeMT.so.1')).find((file) => existsSync(file));
}

/**
 * Clocks that can be set while a process runs, each in a file below `folder`; null without a `library`. The time since a process
 * began goes on as it is, as on a real machine whose clock is set. `env(name)` is what the process of that name is started with;
 * `jump(name, seconds)` sets its clock so far ahead of (below 0: behind) the real one, and resolves once it shows that.
 */
export async function settableClocks(folder, library) {
  if (!library) return null;
  await mkdir(folder, { recursive: true });
  const fileOf = (name) => path.join(folder, name);
  const write = async (name, seconds) => {
    await writeFile(`${fileOf(name)}.new`, `${seconds < 0 ? '' : '+'}${seconds}`);
    await rename(`${fileOf(name)}.new`, fileOf(name));
  };
  return {
    async env(name) {
      await write(name, 0);
      return {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: fileOf(name),
        FAKETIME_CACHE_DURATION: String(cachedSeconds),
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      };
    },
    async jump(name, seconds) {
      await write(name, seconds);
      await pause(cachedSeconds * 1_000 + 100);
    },
  };
}

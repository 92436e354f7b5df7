import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runs } from './command.mjs';

const run = promisify(execFile);
/** The programs that check the chart, at the versions that it is checked with. */
const modules = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.19.4',
  'kube-score': 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
};

/** Where a program is: what was built here before, then the PATH, then Go's own folder; undefined where none is. */
export function findTool(name, { env, cacheDir }) {
  const go = env.GOBIN ?? path.join(env.GOPATH ?? path.join(env.HOME ?? os.homedir(), 'go'), 'bin');
  const folders = [path.join(cacheDir, 'tools'), ...(env.PATH ?? '').split(path.delimiter).filter(Boolean), go];
  return folders.map((folder) => path.join(folder, name)).find(runs);
}

/**
 * Finds the programs that check the chart, building those that are not there with Go (two minutes, once). Gives their
 * paths by name. Throws with what to do where there is no Go, or where a build fails.
 */
export async function chartTools({ env, cacheDir, report }) {
  const found = {};
  for (const [name, module] of Object.entries(modules)) {
    found[name] = findTool(name, { env, cacheDir }) ?? (await build(name, module, { env, cacheDir, report }));
  }
  return found;
}

async function build(name, module, { env, cacheDir, report }) {
  const folder = path.join(cacheDir, 'tools');
  await mkdir(folder, { recursive: true });
  report(`building ${name} by go install (once)`);
  try {
    await run('go', ['install', module], { env: { ...env, GOBIN: folder }, timeout: 900_000, maxBuffer: 1 << 24 });
  } catch (error) {
    const said = (error.stderr ?? error.message).trim().split('\n').at(-1);
    const why = error.code === 'ENOENT' ? 'there is no Go' : error.killed ? 'it took over 15 minutes' : said;
    throw new Error(
      `${name} is needed to check the chart and could not be built (${why}). Put ${name} on the PATH, ` +
        `or install Go 1.24 or later (Debian/Ubuntu: apt-get install golang).`,
      { cause: error },
    );
  }
  return path.join(folder, name);
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Packages of the lock file that node_modules does not have, or has in another version: what npm wrote into
 * node_modules/.package-lock.json is compared. Optional ones, which another platform may need, do not count.
 */
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages).flatMap(([place, wanted]) => {
    if (!place.includes('node_modules/') || wanted.optional || wanted.devOptional || wanted.peer) return [];
    const there = installed?.packages[place];
    const same = wanted.link ? there?.link && there.resolved === wanted.resolved : there?.version === wanted.version;
    return same ? [] : [place];
  });
}

/** What is missing in the repository's own node_modules, as places such as `node_modules/zod`. */
export function missingHere(root) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const hidden = 'node_modules/.package-lock.json';
  return missingPackages(read('package-lock.json'), existsSync(path.join(root, hidden)) ? read(hidden) : undefined);
}

/** Runs `npm ci` where something is missing. Throws when npm fails. */
export async function installPackages({ root, detail }) {
  const missing = missingHere(root);
  if (missing.length === 0) return 'all there';
  detail(`${missing.length} packages are missing; running npm ci (a minute or two)`);
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  return 'installed';
}

/**
 * Builds what has changed, libraries before those who use them: all of it, or only these folders and what they need.
 * Throws when a build fails; what it said is above.
 */
export async function build({ root, folders = [] }) {
  const turbo = path.join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  const args = [turbo, 'run', 'build', '--output-logs=errors-only', '--concurrency=4', '--no-update-notifier'];
  for (const folder of folders) args.push(`--filter=./${folder}`);
  await run(process.execPath, args, { cwd: root, env });
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const started = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    started.once('error', reject);
    started.once('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`\`${path.basename(command)} ${args[0]} …\` ended with ${signal ?? code}`)),
    );
  });
}

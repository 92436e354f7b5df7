// Builds promtool, which runs the tests of the alert rules, into .abri/tools (with Go; once, some minutes). `npm test`
// does without it where it is not there, and says so: it is too large to be built on the way.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const command = 'github.com/prometheus/prometheus/cmd/promtool';
const version = 'v0.307.3';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tools = path.join(root, '.abri', 'tools');
// Prometheus' module cannot be installed by `go install`: it leaves out modules by name. From a module of our own it can.
const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-promtool-'));
try {
  await mkdir(tools, { recursive: true });
  const options = { cwd: folder, timeout: 1_800_000, maxBuffer: 1 << 24 };
  await run('go', ['mod', 'init', 'abri/promtool'], options);
  await run('go', ['get', '-tool', `${command}@${version}`], options);
  await run('go', ['build', '-o', path.join(tools, 'promtool'), command], options);
  console.log('promtool is in .abri/tools');
} catch (error) {
  console.error(error.code === 'ENOENT' ? 'There is no Go on the PATH.' : (error.stderr ?? error.message));
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

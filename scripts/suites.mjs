import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startGuard } from '../libs/local-stack/dist/guard.js';
import { startStack } from '../libs/local-stack/dist/stack.js';
import { runCommand } from './command.mjs';
import { countJest, countPlain, countTap, failuresOfJest, failuresOfPlain, failuresOfTap } from './results.mjs';
import { startSystem } from './system.mjs';
import { chartTools } from './tools.mjs';

const minutes = (count) => count * 60_000;

/**
 * Runs every suite in turn, whatever the ones before have given, and gives `{ name, counts, failures, ms }` of each. What
 * it starts it also puts on `toStop`. Without a `browser` the browser tests are left out.
 */
export async function runSuites({ root, progress, browser, toStop }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-npm-test-'));
  toStop.push(() => rm(folder, { recursive: true, force: true }));
  const guard = startGuard();
  const suites = [];

  const suite = (name, work) =>
    progress.step(name, async ({ detail }) => {
      const start = performance.now();
      const { failures = [], ...counts } = await work(detail).catch((error) => ({
        passed: 0,
        failed: 1,
        skipped: 0,
        note: error.message,
      }));
      suites.push({ name, counts, failures: counts.failed > 0 ? failures : [], ms: performance.now() - start });
      return `${counts.passed} passed, ${counts.failed} failed${counts.note ? ` (${counts.note})` : ''}`;
    });

  /** A check that is one test: passed when it ends with 0. */
  const check = async (tool, args) => {
    const entry = path.join(root, 'node_modules', tool);
    const { code, late } = await runCommand(process.execPath, [entry, ...args], {
      cwd: root,
      guard,
      withinMs: minutes(5),
    });
    return code === 0
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0, ...(late ? { note: 'it took too long and was ended' } : {}) };
  };

  const jest = async (project, { env = {}, workers, withinMs }) => {
    const outputFile = path.join(folder, `${project}.json`);
    const args = [path.join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, '--json'];
    const { late } = await runCommand(
      process.execPath,
      [...args, `--outputFile=${outputFile}`, `--maxWorkers=${workers}`],
      {
        cwd: root,
        guard,
        withinMs,
        env: { ...process.env, ...env },
      },
    );
    const result = await readFile(outputFile, 'utf8').then(JSON.parse, () => undefined);
    const counts = { ...countJest(result), failures: failuresOfJest(result, root) };
    return late ? { ...counts, failed: counts.failed + 1, note: 'jest did not end by itself in time' } : counts;
  };

  // Tests beside the code are checked by its build; these lie elsewhere.
  const testFolders = ['cdk8s/test', 'scripts/security', 'services/gateway/test', 'services/matching/test'];
  const types = () => suite('types', () => check('typescript-7/bin/tsc', ['-b', ...testFolders]));
  const lint = () => suite('lint', () => check('eslint/bin/eslint.js', ['.']));
  const format = () => suite('format', () => check('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']));
  // Each of these has work for one core only.
  await Promise.all([lint(), types().then(format)]);
  await suite('scripts', async () => {
    const tests = (await readdir(path.join(root, 'scripts/test'))).filter((file) => file.endsWith('.test.mjs'));
    const args = ['--test', '--test-reporter=tap', ...tests.map((file) => `scripts/test/${file}`)];
    const run = await runCommand(process.execPath, args, { cwd: root, guard, withinMs: minutes(8), capture: true });
    return { ...countTap(run.text), failures: failuresOfTap(run.text) };
  });
  await suite('unit', () => jest('unit', { workers: 2, withinMs: minutes(8) }));
  // Each guard of an invariant taken out in turn: its test must notice.
  await suite('guards', async () => {
    const unit = suites.find(({ name }) => name === 'unit');
    const args = ['scripts/mutants.mjs', ...(unit?.counts.failed === 0 ? ['--after-unit'] : [])];
    const run = await runCommand(process.execPath, args, {
      cwd: root,
      guard,
      withinMs: minutes(18),
      capture: true,
    });
    return { ...countPlain(run.text), failures: failuresOfPlain(run.text) };
  });

  await suite('charts', async (detail) => {
    const tools = await chartTools({ env: process.env, cacheDir: path.join(root, '.abri'), report: detail });
    const env = { HELM_PATH: tools.helm, KUBE_SCORE_PATH: tools['kube-score'] };
    return jest('charts', { env, workers: 2, withinMs: minutes(6) });
  });

  let servers;
  await suite('integration', async (detail) => {
    const stack = await startStack({
      dataDir: path.join(folder, 'data'),
      logDir: path.join(folder, 'logs'),
      ports: { kafka: 0, kafkaController: 0, mongo: 0 },
      guard,
      report: detail,
    });
    toStop.push(() => stack.stop());
    servers = { KAFKA_BROKERS: stack.brokers, MONGODB_URI: stack.mongoUri };
    return jest('integration', { env: servers, workers: 2, withinMs: minutes(15) });
  });

  // Replicas replaced in turn while households call: no request may fail, nothing may be lost.
  await suite('rolling', async () => {
    if (!servers) throw new Error('there is no broker and database');
    const args = ['scripts/operations/rolling.mjs', '--no-build', '--rate', '5'];
    const env = { ...process.env, ...servers };
    const run = await runCommand(process.execPath, args, {
      cwd: root,
      guard,
      env,
      withinMs: minutes(8),
      capture: true,
    });
    const counts = { ...countPlain(run.text), failures: failuresOfPlain(run.text) };
    return run.code === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
  });

  if (browser) {
    await suite('browser', async (detail) => {
      if (!servers) throw new Error('there is no broker and database');
      const system = await startSystem({
        ports: 'any',
        isolate: 'e2e',
        dataDir: path.join(folder, 'system'),
        logDir: path.join(folder, 'logs'),
        env: { ...process.env, ...servers },
        report: detail,
      });
      toStop.push(() => system.stop());
      const urls = { ABRI_URL: system.urls.gateway, ABRI_URLS: JSON.stringify(system.urls) };
      return jest('browser', {
        env: { ...servers, ...urls, CHROMIUM_PATH: browser },
        workers: 1,
        withinMs: minutes(25),
      });
    });
  }
  return suites;
}

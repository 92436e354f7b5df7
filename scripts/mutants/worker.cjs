'use strict';
// A process that runs jest again and again: starting it anew took most of a guard's time. It says what a run has left open,
// since a server or a timer that a failed test did not close could fail the next run's test.
const { runCLI } = require('jest');
const { configWithout } = require('./config.cjs');

process.on('message', async ({ root, tests, mutant, title, workers }) => {
  process.env.ABRI_WITHOUT_GUARD = mutant ? 'yes' : 'no';
  // jest keeps what it has loaded for each file; a worker starts anew before that grows large.
  const share = workers > 1 ? { maxWorkers: workers, workerIdleMemoryLimit: '400MB' } : { runInBand: true };
  const argv = {
    ...{ config: JSON.stringify(configWithout(mutant)), rootDir: root, silent: true, ...share },
    ...{ runTestsByPath: true, testNamePattern: title, _: tests, $0: 'jest' },
  };
  try {
    const { results } = await runCLI(argv, [root]);
    await new Promise(setImmediate);
    process.send({
      leftOpen: process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap'),
      passed: results.numPassedTests,
      failed: results.numFailedTests,
      notLoaded: results.numRuntimeErrorTestSuites,
      messages: results.testResults.flatMap(({ failureMessage }) => failureMessage?.trim() ?? []),
      by: results.testResults.flatMap(({ testResults }) => testResults).find(({ status }) => status === 'failed')
        ?.title,
    });
  } catch (error) {
    process.send({ broken: String(error), leftOpen: [] });
  }
});

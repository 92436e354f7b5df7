'use strict';
const { projects, testTimeout } = require('../../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');
const [[pattern, [, options]]] = Object.entries(unit.transform);

/** Jest's settings for unit tests with a `mutant`'s guard taken out (null: none): what is loaded is kept apart for each. */
exports.configWithout = (mutant) => ({
  ...unit,
  testTimeout,
  reporters: [],
  ...(mutant ? { testEnvironment: require.resolve('./first-failure.cjs') } : {}),
  moduleNameMapper: { ...unit.moduleNameMapper, '^fast-check$': require.resolve('./fast-check.cjs') },
  transform: { [pattern]: [require.resolve('./transform.cjs'), { swc: options, mutant }] },
});

const { projects, testTimeout } = require('../../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');
const [[pattern, [, options]]] = Object.entries(unit.transform);
const withoutGuard = (process.env.ABRI_MUTANT ?? 'null') !== 'null';
module.exports = {
  ...unit,
  testTimeout,
  ...(withoutGuard ? { testEnvironment: require.resolve('./first-failure.cjs') } : {}),
  moduleNameMapper: { ...unit.moduleNameMapper, '^fast-check$': require.resolve('./fast-check.cjs') },
  transform: { [pattern]: [require.resolve('./transform.cjs'), options] },
};

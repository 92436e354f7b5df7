const { projects, testTimeout } = require('../../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');
const [[pattern, [, options]]] = Object.entries(unit.transform);
module.exports = {
  ...unit,
  testTimeout,
  moduleNameMapper: { ...unit.moduleNameMapper, '^fast-check$': require.resolve('./fast-check.cjs') },
  transform: { [pattern]: [require.resolve('./transform.cjs'), options] },
};

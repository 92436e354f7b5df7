'use strict';
// A property test finds a missing guard by chance. With a guard taken out it gets four times its runs, from one seed, so
// that the verdict is the same every time; a failure is enough, and is not made smaller.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const withoutGuard = (process.env.ABRI_MUTANT ?? 'null') !== 'null';
const assert = (property, o = {}) =>
  fc.assert(property, { seed: 596, endOnFailure: true, ...o, numRuns: (o.numRuns ?? 100) * 4 });
const changed = withoutGuard ? { assert } : {};
module.exports = { ...fc, ...changed, default: { ...fc.default, ...changed } };
Object.defineProperty(module.exports, '__esModule', { value: true });

'use strict';
// A property test finds a missing guard by chance. With a guard taken out it gets ten times its runs, from one seed, so
// that the verdict is the same every time.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const withoutGuard = (process.env.ABRI_MUTANT ?? 'null') !== 'null';
const assert = (property, o = {}) => fc.assert(property, { seed: 596, ...o, numRuns: (o.numRuns ?? 100) * 10 });
const changed = withoutGuard ? { assert } : {};
module.exports = { ...fc, ...changed, default: { ...fc.default, ...changed } };
Object.defineProperty(module.exports, '__esModule', { value: true });

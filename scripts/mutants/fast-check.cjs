'use strict';
// A property test finds a missing guard by chance. It gets one seed, so that the verdict is the same every time, and with a
// guard taken out four times its runs; a failure is enough then, and is not made smaller.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const withoutGuard = process.env.ABRI_WITHOUT_GUARD === 'yes';
const assert = (property, o = {}) =>
  fc.assert(property, {
    seed: 596,
    ...o,
    ...(withoutGuard ? { endOnFailure: true, numRuns: (o.numRuns ?? 100) * 4 } : {}),
  });
module.exports = { ...fc, assert, default: { ...fc.default, assert } };
Object.defineProperty(module.exports, '__esModule', { value: true });

'use strict';
const { TestEnvironment } = require('jest-environment-node');

/** With a guard taken out one failing test is enough: those after it are left out, and the next guard's turn comes sooner. */
module.exports = class FirstFailure extends TestEnvironment {
  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
    if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
};

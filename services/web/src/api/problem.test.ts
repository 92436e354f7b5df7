import { ApiProblem, isGone, NoAnswer } from './problem.js';

const answered = (status: number) => new ApiProblem({ type: 'urn:abri:problem:any', title: 'Any', status });

it('takes something for gone when it is not there for this person, and not when nobody could say', () => {
  expect([403, 404, 410].map(answered).map(isGone)).toEqual([true, true, true]);
  expect([401, 429, 500, 503].map(answered).map(isGone)).toEqual([false, false, false, false]);
  expect([new NoAnswer('network'), null].map(isGone)).toEqual([false, false]);
});

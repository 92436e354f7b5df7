import { ApiProblem, isGone, isSentAgain, NoAnswer, outcomeUnknown } from './problem.js';

const answered = (status: number) => new ApiProblem({ type: 'urn:abri:problem:any', title: 'Any', status });

it('takes something for gone when it is not there for this person, and not when nobody could say', () => {
  expect([403, 404, 410].map(answered).map(isGone)).toEqual([true, true, true]);
  expect([401, 429, 500, 503].map(answered).map(isGone)).toEqual([false, false, false, false]);
  expect([new NoAnswer('network'), null].map(isGone)).toEqual([false, false]);
});

it('sends again by itself what nobody has answered, but not a document that the scanner has kept waiting', () => {
  const notScanned = new ApiProblem({
    type: 'urn:abri:problem:document-not-scanned',
    title: 'Not scanned',
    status: 503,
  });
  expect([answered(503), new NoAnswer('network'), answered(422), notScanned].map(isSentAgain)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  // The person's next press still carries the same key.
  expect(outcomeUnknown(notScanned)).toBe(true);
});

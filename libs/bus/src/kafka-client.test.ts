import Queue from 'kafkajs/src/network/requestQueue';
import './kafka-client.js';

// kafkajs’s own queue, as its connections make it.
const RequestQueue = Queue as unknown as new (o: object) => {
  push(request: object): void;
  fulfillRequest(answer: object): void;
  maybeThrottle(ms: number): void;
};
const quiet = { debug: () => undefined, warn: () => undefined };
const connection = (o: { maxInFlightRequests?: number } = {}) => {
  const sent: number[] = [];
  const queue = new RequestQueue({ clientId: 'test', broker: 'b:1', requestTimeout: 30_000, logger: quiet, ...o });
  const ask = (correlationId: number) =>
    queue.push({
      entry: { correlationId, resolve: () => undefined, reject: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
  const answer = (correlationId: number) => queue.fulfillRequest({ correlationId, payload: {}, size: 1 });
  return { queue, sent, ask, answer };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('does nothing on a connection on which nothing waits', () => {
  const { sent, ask, answer } = connection();
  ask(1);
  answer(1);
  expect(sent).toEqual([1]);
  expect(jest.getTimerCount()).toBe(0);
});

it('sends what waits for its turn as soon as an answer has come', () => {
  const { sent, ask, answer } = connection({ maxInFlightRequests: 1 });
  ask(1);
  ask(2);
  expect(sent).toEqual([1]);
  answer(1);
  expect(sent).toEqual([1, 2]);
  answer(2);
  jest.advanceTimersByTime(100);
  expect(jest.getTimerCount()).toBe(0);
});

it('sends what the broker wanted to hear later, then and not before, though nothing else happens', () => {
  const { queue, sent, ask } = connection();
  queue.maybeThrottle(500);
  ask(1);
  jest.advanceTimersByTime(499);
  expect(sent).toEqual([]);
  jest.advanceTimersByTime(20);
  expect(sent).toEqual([1]);
  expect(jest.getTimerCount()).toBe(0);
});

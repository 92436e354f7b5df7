import { followEvents } from './event-stream.js';

class Source extends EventTarget {
  readyState = 0;
  close = () => {
    this.readyState = 2;
  };
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  fails(state: 0 | 2) {
    this.readyState = state;
    this.dispatchEvent(new Event('error'));
  }
  says(name: string, data: string) {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}
let sources: Source[];
const last = () => sources.at(-1) ?? new Source();
const follow = () => {
  const heard: string[] = [];
  const stream = followEvents('/stream', {
    on: { board: (data) => heard.push(data) },
    onOpen: (again) => heard.push(again ? 'open again' : 'open'),
    onCut: () => heard.push('cut'),
    open: () => {
      sources.push(new Source());
      return last() as unknown as EventSource;
    },
  });
  return { heard, stream };
};
beforeEach(() => {
  sources = [];
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

it('connects again after an answer that makes the browser give up, however often', () => {
  const { heard } = follow();
  last().opens();
  for (let n = 0; n < 8; n += 1) {
    last().fails(2);
    jest.advanceTimersByTime(10_000);
  }
  expect(sources).toHaveLength(9);
  last().opens();
  last().says('board', 'b');
  expect(heard).toEqual(['open', 'cut', 'open again', 'b']);
});

it('leaves it to the browser to connect again after a mere cut', () => {
  const { heard } = follow();
  last().opens();
  last().fails(0);
  jest.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);
  last().opens();
  expect(heard).toEqual(['open', 'cut', 'open again']);
});

it('connects no more once it is closed', () => {
  const { stream } = follow();
  last().fails(2);
  stream.close();
  jest.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);
});

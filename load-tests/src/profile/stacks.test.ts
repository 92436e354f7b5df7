import { flameGraph } from './flame.js';
import { byOwner, framesOf, ownerOf } from './stacks.js';

const frame = (functionName: string, url = '') => ({
  functionName,
  url,
  scriptId: '0',
  lineNumber: 0,
  columnNumber: 0,
});
const profile = {
  startTime: 0,
  endTime: 9_000,
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 4] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('handle', '/app/services/matching/dist/http.js'), children: [5] },
    { id: 4, callFrame: frame('handle', '/app/services/matching/dist/http.js'), children: [6] },
    { id: 5, callFrame: frame('encode', '/app/node_modules/kafkajs/src/encoder.js') },
    { id: 6, callFrame: frame('encode', '/app/node_modules/kafkajs/src/encoder.js') },
  ],
  samples: [2, 3, 5, 6, 4],
  timeDeltas: [5_000, 1_000, 2_000, 500, 500],
};

it('joins the same call path and leaves idle time out', () => {
  const root = framesOf(profile);
  expect(root.ms).toBe(4);
  expect(root.children).toEqual([
    {
      ...{ name: 'handle', owner: 'matching', ms: 4, selfMs: 1.5 },
      children: [{ name: 'encode', owner: 'kafkajs', ms: 2.5, selfMs: 2.5, children: [] }],
    },
  ]);
  expect(byOwner(root)).toEqual([
    ['kafkajs', 2.5],
    ['matching', 1.5],
  ]);
});

it('says whose code a file is', () => {
  expect(ownerOf('file:///a/node_modules/@opentelemetry/api/build/x.js')).toBe('@opentelemetry/api');
  expect(ownerOf('node:net')).toBe('node');
  expect(ownerOf('')).toBe('V8');
});

it('draws a box for each frame, and no markup of a name', () => {
  const drawn = flameGraph({ name: '<b>', owner: 'x', ms: 2, selfMs: 2, children: [] }, 'A & B');
  expect(drawn).toContain('A &amp; B');
  expect(drawn).toContain('&lt;b&gt; (x): 100.0 %');
  expect(drawn.match(/<rect x=/g)).toHaveLength(1);
});

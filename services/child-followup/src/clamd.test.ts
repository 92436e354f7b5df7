import type { Socket } from 'node:net';
import { until } from '@abri/local-stack/until';
import { ClamdAddress, clamdScanner } from './clamd.js';
import { afterFile, testDaemon } from './test-daemon.js';

const file = Buffer.from('%PDF-1.7 of a school');
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const daemon of running.splice(0)) await daemon.stop();
});
async function scanWith(connected: (socket: Socket) => void, withinMs = 20_000) {
  const daemon = await testDaemon(connected);
  running.push(daemon);
  const verdict = await clamdScanner({ ...daemon, withinMs })(file).catch((error: Error) => error.message);
  // Whatever came of it, no connection is left behind.
  await until('the scanner hangs up', async () => daemon.isAlone() || undefined, { withinMs: 20_000 });
  return verdict;
}
const saying = (answer: string) => scanWith((socket) => afterFile(socket, () => socket.end(answer)));

it('sends the file by INSTREAM: its length, its bytes, an empty chunk', async () => {
  let received: Buffer = Buffer.alloc(0);
  await scanWith((socket) =>
    afterFile(socket, (whole) => {
      received = whole;
      socket.end('stream: OK\0');
    }),
  );
  expect(received).toEqual(
    Buffer.concat([Buffer.from('zINSTREAM\0'), Buffer.from([0, 0, 0, file.length]), file, Buffer.alloc(4)]),
  );
});

it('reads a verdict, by the signature alone', async () => {
  expect(await saying('stream: OK\0')).toEqual({ infected: false });
  expect(await saying('stream: Win.Test.EICAR_HDB-1 FOUND\0')).toEqual({
    infected: true,
    signature: 'Win.Test.EICAR_HDB-1',
  });
  expect(await saying('stream: Win.Test.EICAR_HDB-1(44d88612fea8a8f36de82e1278abb02f:68) FOUND\0')).toEqual({
    infected: true,
    signature: 'Win.Test.EICAR_HDB-1',
  });
});

it('waits for an answer that comes in pieces, and for no more than that', async () => {
  const inPieces = scanWith((socket) =>
    afterFile(socket, () => {
      socket.setNoDelay(true).write('stream: O');
      // The connection stays open: the daemon has said what it had to say.
      setImmediate(() => socket.write('K FOUND\0'));
    }),
  );
  expect(await inPieces).toEqual({ infected: true, signature: 'OK' });
});

it.each([
  [
    'that it could not scan',
    'INSTREAM size limit exceeded. ERROR\0',
    'no verdict: INSTREAM size limit exceeded. ERROR',
  ],
  ['that the file is clean, cut off', 'stream: OK', 'no verdict: stream: OK'],
  ['that it is infected, cut off', 'stream: Win.Test FOU', 'no verdict: stream: Win.Test FOU'],
  ['nothing', '', 'no verdict: '],
  ['something else', 'all is OK\0', 'no verdict: all is OK'],
  ['more than any answer has', `stream: ${'x'.repeat(2_000)}`, 'no verdict: stream: xxx'],
])('takes it for no verdict when the daemon says %s', async (_, answer, message) => {
  expect(await saying(answer)).toContain(message);
});

it('gives up when the daemon is too slow, hangs up, or is not there', async () => {
  expect(await scanWith(() => undefined, 50)).toBe('no answer in time');
  // A daemon that says a little again and again is no faster.
  const trickling = (socket: Socket) => {
    const timer = setInterval(() => socket.write(' '), 10);
    socket.on('close', () => clearInterval(timer));
  };
  expect(await scanWith(trickling, 100)).toBe('no answer in time');
  expect(typeof (await scanWith((socket) => socket.resetAndDestroy()))).toBe('string');
  const gone = await testDaemon(() => undefined);
  await gone.stop();
  await expect(clamdScanner({ ...gone, withinMs: 20_000 })(file)).rejects.toThrow('ECONNREFUSED');
});

it('takes host:port for an address, and nothing else', () => {
  expect(ClamdAddress.parse(undefined)).toBeNull();
  expect(ClamdAddress.parse('')).toBeNull();
  expect(ClamdAddress.parse('clamd.scanning:3310')).toEqual({ host: 'clamd.scanning', port: 3310 });
  expect(ClamdAddress.parse('[::1]:3310')).toEqual({ host: '::1', port: 3310 });
  for (const wrong of ['clamd', 'clamd:', ':3310', 'clamd:0', 'clamd:65536', 'tcp://clamd:3310', '::1:3310', 'a:1:2'])
    expect(ClamdAddress.safeParse(wrong).success).toBe(false);
});

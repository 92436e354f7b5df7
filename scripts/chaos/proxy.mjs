import { connect, createServer } from 'node:net';

/**
 * Lets TCP connections through to `target` (a port of this machine), until told otherwise: `cut()` ends them all and refuses new
 * ones, `hang()` keeps them and lets nothing through, `slow(ms)` delays each piece both ways, `heal()` ends all of that.
 */
export async function startProxy({ port, target }) {
  let state = 'open';
  let delayMs = 0;
  let released = Promise.resolve();
  let release = () => undefined;
  const sockets = new Set();

  /** Pieces go on in order, each as late as is wanted when it comes. */
  const carry = (from, to) => {
    let last = Promise.resolve();
    from.on('data', (piece) => {
      const due = performance.now() + delayMs;
      from.pause();
      last = last.then(async () => {
        if (due > performance.now()) await new Promise((done) => setTimeout(done, due - performance.now()));
        await released;
        if (!to.destroyed && !to.write(piece)) await new Promise((done) => to.once('drain', done).once('close', done));
        from.resume();
      });
    });
    from.on('end', () => void last.then(() => to.end()));
  };
  const server = createServer({ allowHalfOpen: true }, (inside) => {
    if (state === 'cut') return inside.destroy();
    const outside = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ]) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      carry(one, other);
    }
  });
  const listen = () =>
    new Promise((resolve, reject) => server.once('error', reject).listen({ port, host: '127.0.0.1' }, resolve));
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  await listen();
  return {
    port: server.address().port,
    cut() {
      state = 'cut';
      endAll();
    },
    hang() {
      state = 'hang';
      released = new Promise((resolve) => (release = resolve));
    },
    slow(ms) {
      state = 'slow';
      delayMs = ms;
    },
    heal() {
      state = 'open';
      delayMs = 0;
      release();
      released = Promise.resolve();
    },
    async stop() {
      release();
      const closed = new Promise((done) => server.close(done));
      endAll();
      await closed;
    },
  };
}

import { createServer, type Socket } from 'node:net';

/** A program that listens as a clamd does, on a free port, and does with each connection what the test says. */
export async function testDaemon(connected: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    // Whoever asks may hang up while this still writes.
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    connected(socket);
    // One that does not read would not see that the other has hung up.
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    /** Whether nobody is connected any more. */
    isAlone: () => open.size === 0,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Does something once the whole file has come: the daemon answers then, never before. */
export function afterFile(socket: Socket, then: (received: Buffer) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part]);
    if (received.length > 14 && received.subarray(-4).equals(Buffer.alloc(4))) then(received);
  });
}

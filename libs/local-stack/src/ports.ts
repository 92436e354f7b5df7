import { createServer } from 'node:net';

/** Gives a free TCP port of 127.0.0.1; one chosen by the system when `wanted` is 0 or left out. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port was given')),
      );
    });
  });
}

/** Gives distinct free ports, all chosen by the system. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/**
 * Gives the port back if it is free (0: a free one that the system chooses).
 * Throws an Error that names the port, who wanted it and what to do, if another program has it.
 */
export async function claimPort(port: number, who: string, remedy: string): Promise<number> {
  try {
    return await freePort(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port}, which ${who} needs, is in use by another program (perhaps Abri is already running). ` +
          `Stop it (find it with: lsof -i :${port}), or ${remedy}.`,
        { cause: error },
      );
    }
    throw new Error(`Port ${port}, which ${who} needs, cannot be used: ${String(code ?? error)}`, { cause: error });
  }
}

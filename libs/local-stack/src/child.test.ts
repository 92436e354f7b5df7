import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { launch } from './child.js';
import { type Guard } from './guard.js';
import { claimPort, freePorts } from './ports.js';
import { until } from './until.js';

const watched = new Set<number>();
const guard: Guard = { watch: (pid) => void watched.add(pid), release: (pid) => void watched.delete(pid) };
const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-child-'));
afterAll(() => rmSync(folder, { recursive: true }));

const node = (name: string, script: string) =>
  launch({ name, command: process.execPath, args: ['-e', script], logFile: path.join(folder, `${name}.log`), guard });
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a child process', () => {
  it('says how it ended and keeps its last lines', async () => {
    const child = node('brief', 'console.log("one"); console.error("two"); process.exitCode = 3');
    await expect(child.exited).resolves.toBe('ended with code 3');
    expect(child.lastLines(1)).toBe('    two');
    expect(watched.size).toBe(0);
  });

  it('says so where the command does not exist', async () => {
    const child = launch({
      name: 'none',
      command: 'no-such-program-here',
      args: [],
      logFile: path.join(folder, 'n.log'),
      guard,
    });
    await expect(child.exited).resolves.toContain('could not be started');
    await child.stop();
  });

  it('is stopped with its own children, even when it ignores the polite signal', async () => {
    const script = `
      process.on('SIGTERM', () => {});
      const grandchild = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(grandchild.pid);
      setInterval(() => {}, 1000);`;
    const child = node('stubborn', script);
    const grandchild = await until(
      'the grandchild runs',
      async () => Number(readFileSync(path.join(folder, 'stubborn.log'), 'utf8')) || undefined,
      { withinMs: 10_000 },
    );
    await child.stop(100);
    await expect(child.exited).resolves.toContain('SIGKILL');
    await until('the grandchild is gone', async () => (alive(grandchild) ? undefined : true), { withinMs: 5_000 });
    expect(watched.size).toBe(0);
  });
});

describe('ports', () => {
  it('gives distinct free ones', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
  });

  it('says who needs a port that is in use, and what to do', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      await expect(claimPort(port, 'Kafka', 'set ABRI_KAFKA_PORT')).rejects.toThrow(
        new RegExp(`Port ${port}, which Kafka needs, is in use.*set ABRI_KAFKA_PORT`),
      );
    } finally {
      server.close();
    }
  });
});

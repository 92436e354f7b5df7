import { spawn } from 'node:child_process';
import path from 'node:path';

/** Ends the watched process groups if this process dies without doing so itself, even by SIGKILL. */
export interface Guard {
  watch(pid: number): void;
  release(pid: number): void;
}

/** Starts the guard: a small process of its own that leaves when this one has left and nothing is watched any more. */
export function startGuard(): Guard {
  const guard = spawn(process.execPath, [path.join(__dirname, '..', 'plain', 'guard.cjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return {
    watch: (pid) => void guard.stdin.write(`+${pid}\n`),
    release: (pid) => void guard.stdin.write(`-${pid}\n`),
  };
}

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Guard } from './guard.js';

/** A started program in its own process group, its output in a log file. */
export interface Child {
  name: string;
  pid: number | undefined;
  /** How it ended, in words; pending while it runs. */
  exited: Promise<string>;
  hasExited(): boolean;
  lastLines(count?: number): string;
  /** SIGTERM, then SIGKILL after `graceMs`; done when the whole group is gone. */
  stop(graceMs?: number): Promise<void>;
}

/** What to start: the command, its arguments and environment, where its output goes (truncated unless `append`). */
export interface Launch {
  name: string;
  command: string;
  args: readonly string[];
  logFile: string;
  guard: Guard;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  append?: boolean;
}

/** The last lines of a log file, indented for a message; says so where there are none. */
export function lastLines(logFile: string, count = 12): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count);
    return lines.join('').trim() === '' ? '    (it printed nothing)' : lines.map((line) => `    ${line}`).join('\n');
  } catch {
    return '    (no log was written)';
  }
}

function groupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Starts a program in a process group of its own; the guard ends it if this process crashes. Never throws: see `exited`. */
export function launch(o: Launch): Child {
  mkdirSync(path.dirname(o.logFile), { recursive: true });
  const log = openSync(o.logFile, o.append ? 'a' : 'w');
  const started = spawn(o.command, o.args, {
    detached: true,
    stdio: ['ignore', log, log],
    ...(o.cwd === undefined ? {} : { cwd: o.cwd }),
    ...(o.env === undefined ? {} : { env: o.env }),
  });
  closeSync(log);
  const { pid } = started;
  if (pid !== undefined) o.guard.watch(pid);
  let gone = false;
  const exited = new Promise<string>((resolve) => {
    started.once('error', (error) => resolve(`could not be started: ${error.message}`));
    started.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
  }).then((how) => {
    gone = true;
    if (pid !== undefined && !groupAlive(pid)) o.guard.release(pid);
    return how;
  });
  return {
    name: o.name,
    pid,
    exited,
    hasExited: () => gone,
    lastLines: (count) => lastLines(o.logFile, count),
    async stop(graceMs = 10_000) {
      if (pid === undefined) return;
      signalGroup(pid, 'SIGTERM');
      const end = performance.now() + graceMs;
      while (groupAlive(pid) && performance.now() < end) await Promise.race([exited, pause(50)]).then(() => pause(10));
      while (groupAlive(pid)) {
        signalGroup(pid, 'SIGKILL');
        await pause(20);
      }
      o.guard.release(pid);
    },
  };
}

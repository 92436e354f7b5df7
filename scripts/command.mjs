import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const running = new Set();

const signalGroup = (pid, name) => {
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    return false;
  }
};

/**
 * Runs a program in a process group of its own and waits for it; what is left of the group is ended in any case.
 * Gives its exit code (null where it had to be ended), whether it ran past `withinMs`, and with `capture` what it printed.
 */
export async function runCommand(command, args, { withinMs, guard, capture = false, ...options }) {
  const started = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
  });
  const { pid } = started;
  let text = '';
  started.stdout?.on('data', (part) => {
    text += part;
    process.stdout.write(part);
  });
  if (pid !== undefined) {
    running.add(pid);
    guard?.watch(pid);
  }
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  }, withinMs);
  const code = await new Promise((resolve) => {
    started.once('error', () => resolve(127));
    started.once('close', (exit) => resolve(exit));
  });
  clearTimeout(timer);
  if (pid !== undefined) {
    signalGroup(pid, 'SIGKILL');
    running.delete(pid);
    guard?.release(pid);
  }
  return { code, late, text };
}

/** Ends every program that `runCommand` is waiting for. */
export function endCommands() {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/** Whether there is a file of this name that may be run. */
export function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Guard } from '@abri/local-stack/guard';
import { launch } from '@abri/local-stack/child';
import { onlyLoopback } from '../k6/loopback.js';
import type { ArrivalsTask, ClosedTask, RushTask, Summary } from '../k6/task.js';

const scripts = path.join(__dirname, '..', 'k6');

/** Runs one k6 script to its end. Throws with k6's last lines when it fails or writes no summary. */
export async function runK6(o: {
  script: 'arrivals' | 'closed' | 'rush';
  task: ArrivalsTask | ClosedTask | RushTask;
  headers: Record<string, string>;
  /** What is sent, by the number of the call; a rush has its one body in its task. */
  bodies?: readonly string[];
  guard: Guard;
}): Promise<Summary> {
  onlyLoopback(o.task.url);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-load-'));
  const summary = path.join(folder, 'summary.json');
  const task = path.join(folder, 'task.json');
  const bodies = path.join(folder, 'bodies.json');
  writeFileSync(task, JSON.stringify(o.task));
  writeFileSync(bodies, JSON.stringify(o.bodies ?? []));
  try {
    const k6 = launch({
      name: 'k6',
      command: 'k6',
      args: ['run', '--quiet', '--no-usage-report', '--address', '', path.join(scripts, `${o.script}.js`)],
      logFile: path.join(folder, 'k6.log'),
      guard: o.guard,
      // The token goes by the environment, not into a file; proxies are for other machines.
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TASK: task,
        BODIES: bodies,
        SUMMARY: summary,
        HEADERS: JSON.stringify(o.headers),
        SHOW_FAILURES: '1',
      },
    });
    const how = await k6.exited;
    if (how !== 'ended with code 0') throw new Error(`k6 ${how}. Its last lines:\n${k6.lastLines()}`);
    const read = JSON.parse(readFileSync(summary, 'utf8')) as Summary;
    if (read.failed > 0) process.stderr.write(`${read.failed} failed; k6's last lines:\n${k6.lastLines(3)}\n`);
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

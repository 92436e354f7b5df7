import { readdirSync, readFileSync } from 'node:fs';

/** What one part of the system used while it was watched: mean CPU in cores, highest resident memory in MB (10^6 bytes). */
export interface Usage {
  cores: number;
  peakMemoryMb: number;
}
interface Reading {
  pid: number;
  parent: number;
  cpuSeconds: number;
  memoryBytes: number;
}

// Linux fixes USER_HZ at 100 for everything in /proc, and pages are 4 KiB on the machines that this runs on.
const ticksPerSecond = 100;
const pageBytes = 4_096;

const names: readonly [RegExp, string | ((found: RegExpExecArray) => string)][] = [
  [/services\/([a-z-]+)\/dist\/main\.js/, ([, service = '']) => service],
  [/load-tests\/dist\/(naive|floor)\/server\.js/, ([, target = '']) => target],
  [/kafka\.Kafka/, 'kafka'],
  [/mongod|secantusd|MongoServerOnFiles|mongo-java-server/, 'database'],
  [/k6 run/, 'k6'],
];

/** The part of the system that a command line belongs to, or undefined. */
export function partOf(commandLine: string): string | undefined {
  for (const [pattern, name] of names) {
    const found = pattern.exec(commandLine);
    if (found) return typeof name === 'string' ? name : name(found);
  }
  return undefined;
}

function read(pid: number): Reading | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [fields[1], fields[11], fields[12], fields[21]];
    return { pid, parent, cpuSeconds: (user + system) / ticksPerSecond, memoryBytes: pages * pageBytes };
  } catch {
    return undefined;
  }
}

function readingOf(pid: number): Reading {
  const reading = read(pid);
  if (!reading) throw new Error(`there is no process ${pid}`);
  return reading;
}

/** Processor seconds that a process has used so far. Throws when it is not there. */
export function processorSecondsOf(pid: number): number {
  return readingOf(pid).cpuSeconds;
}

/** Resident memory of a process now, in MB (10^6 bytes). Throws when it is not there. */
export function residentMbOf(pid: number): number {
  return readingOf(pid).memoryBytes / 1e6;
}

/** This process and everything that it started, as /proc has it now. */
function family(root: number): Reading[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);
  const found = new Set([root]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Watches this process and all that it started; `stop` says what each part used since then. Empty where there is no /proc. */
export function watchProcesses(everyMs = 250): { stop(): Record<string, Usage> } {
  const parts = new Map<number, string>();
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const peak = new Map<string, number>();
  const started = performance.now();
  let before = true;
  const sample = () => {
    const memory = new Map<string, number>();
    for (const { pid, cpuSeconds, memoryBytes } of process.platform === 'linux' ? family(process.pid) : []) {
      const part = parts.get(pid) ?? (pid === process.pid ? 'runner' : partOf(commandLine(pid)));
      if (!part) continue;
      parts.set(pid, part);
      // What was started while watching has used nothing before.
      if (!first.has(pid)) first.set(pid, before ? cpuSeconds : 0);
      last.set(pid, cpuSeconds);
      memory.set(part, (memory.get(part) ?? 0) + memoryBytes);
    }
    before = false;
    for (const [part, bytes] of memory) peak.set(part, Math.max(bytes, peak.get(part) ?? 0));
  };
  sample();
  const timer = setInterval(sample, everyMs);
  return {
    stop() {
      clearInterval(timer);
      sample();
      const seconds = (performance.now() - started) / 1_000;
      const cpu = new Map<string, number>();
      for (const [pid, part] of parts)
        cpu.set(part, (cpu.get(part) ?? 0) + (last.get(pid) ?? 0) - (first.get(pid) ?? 0));
      return Object.fromEntries(
        [...cpu].map(([part, used]) => [part, { cores: used / seconds, peakMemoryMb: (peak.get(part) ?? 0) / 1e6 }]),
      );
    },
  };
}

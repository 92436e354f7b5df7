import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** What the numbers depend on. No host name, no path, no user. */
export interface Machine {
  cores: number;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
  k6: string;
  database: string;
  broker: string;
  commit: string;
  /** Other work per core over the minute before the start: above about 0.3 the numbers are not worth keeping. */
  loadBefore: number;
}

const said = (command: string, args: readonly string[]): string => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', cwd: __dirname }).trim();
  } catch {
    return 'unknown';
  }
};

/** Looks at this machine. Takes what the stack says of its servers. */
export function describeMachine(o: { database: string; broker: string }): Machine {
  const cores = os.cpus();
  const changed = said('git', ['status', '--porcelain', '--untracked-files=no']) === '' ? '' : ' with local changes';
  return {
    cores: cores.length,
    processor: cores[0]?.model ?? 'unknown',
    memoryGb: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release().split('-')[0] ?? ''}`,
    node: process.version,
    k6: /v[\d.]+/.exec(said('k6', ['version']))?.[0] ?? 'unknown',
    ...o,
    commit: `${said('git', ['rev-parse', '--short', 'HEAD'])}${changed}`,
    loadBefore: Math.round(((os.loadavg()[0] ?? 0) / Math.max(1, cores.length)) * 100) / 100,
  };
}

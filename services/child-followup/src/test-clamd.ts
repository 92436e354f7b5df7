import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Child, launch } from '@abri/local-stack/child';
import { startGuard } from '@abri/local-stack/guard';
import { freePort } from '@abri/local-stack/ports';
import { GaveUp, until } from '@abri/local-stack/until';
import { clamdScanner } from './clamd.js';

/** The file that every virus scanner takes for one, by agreement; in two parts, so that none takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const runs = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
/** The clamd of this machine: CLAMD_PATH, else one of the PATH or /usr/sbin, where Debian puts it; undefined where none is. */
export function findClamd(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CLAMD_PATH) return env.CLAMD_PATH;
  const folders = [...(env.PATH ?? '').split(path.delimiter).filter(Boolean), '/usr/sbin'];
  return folders.map((folder) => path.join(folder, 'clamd')).find(runs);
}

/**
 * A real clamd on a free port of this machine, of its own settings, that knows one signature: the EICAR test file, anywhere
 * in a file. `start` waits until it scans; `stop` leaves nothing running, and `remove` no file.
 */
export async function testClamd(command: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-clamd-'));
  const database = path.join(folder, 'database');
  await mkdir(database);
  const signature = 'Abri.Test.Eicar';
  await writeFile(path.join(database, 'abri.ndb'), `${signature}:0:*:${Buffer.from(eicar).toString('hex')}\n`);
  const address = { host: '127.0.0.1', port: await freePort() };
  const settings = path.join(folder, 'clamd.conf');
  const lines = [
    `DatabaseDirectory ${database}`,
    `TemporaryDirectory ${folder}`,
    `TCPAddr ${address.host}`,
    `TCPSocket ${address.port}`,
    'Foreground yes',
  ];
  await writeFile(settings, `${lines.join('\n')}\n`);
  const guard = startGuard();
  let child: Child | undefined;
  const stop = async () => child?.stop();
  return {
    ...address,
    /** As clamd calls what its own database does not hold. */
    signature: `${signature}.UNOFFICIAL`,
    stop,
    async start() {
      const started = launch({
        name: 'clamd',
        command,
        args: ['--config-file', settings],
        logFile: path.join(folder, 'clamd.log'),
        guard,
      });
      child = started;
      const scan = clamdScanner({ ...address, withinMs: 10_000 });
      await until(
        'clamd scans',
        () => {
          if (started.hasExited()) throw new GaveUp(`clamd has ended:\n${started.lastLines()}`);
          return scan(Buffer.from('clean'));
        },
        { withinMs: 60_000 },
      );
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

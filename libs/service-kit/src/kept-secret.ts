import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The text of a secret that lies in a file. Outside production a file that is not there yet is made with what `make` gives, for
 * its owner only. Throws an Error that says `missing` when there is none in production; the message never holds the secret.
 */
export function keptSecret(file: string, o: { production: boolean; missing: string; make: () => string }): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (o.production) throw new Error(o.missing, { cause: error });
  }
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(fresh, o.make(), { mode: 0o600 });
  try {
    // Several processes may start at once: the first to link its file wins, and all read that one.
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(file, 'utf8');
}

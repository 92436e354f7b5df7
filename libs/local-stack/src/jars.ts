import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { jarFolder } from '../plain/prerequisites.cjs';

const run = promisify(execFile);
const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** The folder with java/<kind>'s pom and other files. */
export const javaFolder = (kind: 'kafka' | 'mongo'): string => path.join(__dirname, '..', 'java', kind);

/**
 * Gives the class path of java/<kind>, fetching its jars by Maven the first time.
 * Throws with Maven's last lines if that fails or takes over 5 minutes; a half-filled folder is never left in place.
 */
export async function ensureJars(
  kind: 'kafka' | 'mongo',
  o: { cacheDir: string; report: (line: string) => void },
): Promise<string> {
  const folder = jarFolder(kind, o.cacheDir);
  if (!existsSync(folder)) {
    o.report(`fetching the jars of ${kind === 'kafka' ? 'Kafka' : 'mongo-java-server'} by Maven (once)`);
    const partial = `${folder}.partial-${process.pid}`;
    await mkdir(partial, { recursive: true });
    try {
      await run(
        'mvn',
        ['-q', '-B', '-f', path.join(javaFolder(kind), 'pom.xml'), copyDependencies, '-DincludeScope=runtime'].concat(
          `-DoutputDirectory=${partial}`,
        ),
        { timeout: 300_000, maxBuffer: 1 << 24 },
      );
      // Another process may have been faster; its folder is as good.
      if (!existsSync(folder)) await rename(partial, folder);
    } catch (error) {
      const detail = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
      const said = (detail || String(error)).trim().split('\n').slice(-8).join('\n    ');
      throw new Error(`Maven could not fetch the jars:\n    ${said}`, { cause: error });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return path.join(folder, '*');
}

import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl';

/**
 * Gives the path of a real mongod by way of mongodb-memory-server: the kept one, or a download into the cache folder.
 * Gives `unavailable` with the reason within a few seconds where the download's address does not answer.
 * Honours the MONGOMS_* settings of that package (version, mirror, system binary).
 */
export async function memoryServerBinary(
  cacheDir: string,
  report: (line: string) => void,
): Promise<{ path: string } | { unavailable: string }> {
  const downloadDir = path.join(cacheDir, 'mongod');
  await mkdir(downloadDir, { recursive: true });
  try {
    const options = await DryMongoBinary.generateOptions({ downloadDir });
    const kept = await DryMongoBinary.locateBinary(options);
    if (kept) return { path: kept };
    const url = await new MongoBinaryDownloadUrl({
      version: options.version,
      platform: os.platform(),
      arch: options.arch,
      os: options.os,
    }).getDownloadUrl();
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3_000) });
    if (!answer.ok) return { unavailable: `its download answers ${answer.status}` };
    report(`downloading a real mongod ${options.version} (once)`);
    return { path: await withinMinutes(5, MongoBinary.getPath({ ...options })) };
  } catch (error) {
    return {
      unavailable: `its download cannot be reached (${error instanceof Error ? reason(error) : String(error)})`,
    };
  }
}

function reason(error: Error): string {
  return (error.cause instanceof Error && error.cause.message) || error.message;
}

async function withinMinutes<T>(minutes: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${minutes} minutes`)), minutes * 60_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

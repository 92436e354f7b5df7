import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { examplesOf, type MessageKind, messageKinds } from './examples.js';

/** Messages as some version of Abri wrote them: one file for each topic, kind and revision, one message a line. */
export const recordingsFolder = path.join(__dirname, '..', 'fixtures');
const sumsFile = 'SHA256SUMS';

export interface Recording {
  topic: string;
  name: string;
  /** Counts, from 1, how often the shape of this kind has grown. */
  revision: number;
  /** The path below the folder. */
  file: string;
  lines: string[];
}

/** Every recording, by topic, name and revision. */
export function recordings(folder = recordingsFolder): Recording[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.jsonl'));
  return files
    .map((found) => {
      const file = found.split(path.sep).join('/');
      const parts = /^([a-z.\d-]+)\/(\w+)\.(\d+)\.jsonl$/.exec(file);
      if (!parts) throw new Error(`${file} is not named <topic>/<kind>.<revision>.jsonl`);
      const [, topic = '', name = '', revision = ''] = parts;
      const lines = readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
      return { topic, name, revision: Number(revision), file, lines };
    })
    .sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true }));
}

const linesOf = ({ shape }: MessageKind) => examplesOf(shape).map((example) => JSON.stringify(example));
const textOf = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** The kinds whose shape of today nobody has recorded. */
export function unrecorded(found: readonly Recording[]): MessageKind[] {
  return messageKinds().filter((kind) => {
    const latest = found.findLast(({ topic, name }) => topic === kind.topic && name === kind.name);
    return latest === undefined || textOf(latest.lines) !== textOf(linesOf(kind));
  });
}

/** The digest of each file as it was when it was recorded. */
export function sums(folder = recordingsFolder): Map<string, string> {
  const rows = readFileSync(path.join(folder, sumsFile), 'utf8')
    .split('\n')
    .filter((row) => row !== '');
  return new Map(rows.map((row) => [row.slice(66), row.slice(0, 64)]));
}

export const digestOf = ({ lines }: Pick<Recording, 'lines'>): string =>
  createHash('sha256').update(textOf(lines)).digest('hex');

/** What to write so that today's shapes are recorded too: new files only, and the list of digests with them added. */
export function nextRecordings(found: readonly Recording[], known: ReadonlyMap<string, string>) {
  const added = unrecorded(found).map((kind): Recording => {
    const { topic, name } = kind;
    const revision = found.filter((one) => one.topic === topic && one.name === name).length + 1;
    return { topic, name, revision, file: `${topic}/${name}.${revision}.jsonl`, lines: linesOf(kind) };
  });
  const digests = new Map([...known, ...added.map((one) => [one.file, digestOf(one)] as const)]);
  const rows = [...digests].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return { added, sums: textOf(rows.map(([file, digest]) => `${digest}  ${file}`)) };
}

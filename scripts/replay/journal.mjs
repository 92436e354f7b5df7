import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Changes when the same seed would tell another year: a replay that was begun before cannot be gone on with. */
const generation = 1;

/**
 * What a replay remembers on disk: which year it is, how far each story has come, and the ids that the services gave. One
 * line a happening, written after each instant; what was done and not yet written is asked again, which is harmless.
 * Throws when the folder holds another replay.
 */
export function openJournal(folder, plan) {
  const file = path.join(folder, 'replay.jsonl');
  const header = {
    generation,
    year: plan.year,
    scale: plan.scale,
    seed: plan.seed,
    arrondissement: plan.district.code,
  };
  const stories = new Map();
  const storyOf = (story) => {
    let known = stories.get(story);
    if (!known) stories.set(story, (known = { done: 0, ids: {} }));
    return known;
  };
  let reached;
  let finished = 0;
  const refused = [];
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    // A process that died while it wrote left half a line: what comes next begins on its own.
    if (!text.endsWith('\n')) appendFileSync(file, '\n');
    const [first, ...lines] = text.split('\n');
    if (first !== JSON.stringify(header))
      throw new Error(`${folder} holds another replay (${first}). Choose another folder with --data, or remove it.`);
    for (const line of lines) {
      const entry = parsed(line);
      if (!entry) continue;
      const known = storyOf(entry.story);
      known.done = entry.n;
      Object.assign(known.ids, entry.ids ?? {});
      if (entry.refused) refused.push(entry.refused);
      reached = entry.at;
      finished += 1;
    }
  } else writeFileSync(file, `${JSON.stringify(header)}\n`);
  return {
    file,
    /** The instant of the last thing that was done, or undefined. */
    reached: () => reached,
    finished: () => finished,
    refused,
    idsOf: (story) => storyOf(story).ids,
    isDone: ({ story, n }) => n <= (stories.get(story)?.done ?? 0),
    /** Writes what was done at an instant. */
    write(entries) {
      for (const { story, n, at } of entries) {
        storyOf(story).done = n;
        reached = at;
        finished += 1;
      }
      appendFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
  };
}

/** A line, or undefined for the last one where the process died while writing it. */
function parsed(line) {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

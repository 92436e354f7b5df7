import { recordedChoices } from './choices.js';
import { type Outcome, runSchedule } from './schedule.js';

/** Tries at most `within` shorter lists, or lists of smaller numbers; gives the last one that still fails. */
export async function shrunkList(
  failing: readonly number[],
  o: { fails(list: readonly number[]): Promise<boolean>; within: number },
): Promise<{ list: readonly number[]; runs: number }> {
  let runs = 0;
  let best = trimmed(failing);
  const isBetter = async (list: readonly number[]): Promise<boolean> => {
    if (runs >= o.within) return false;
    runs += 1;
    if (!(await o.fails(list))) return false;
    best = trimmed(list);
    return true;
  };
  for (let before = ''; before !== best.join() && runs < o.within;) {
    before = best.join();
    for (let size = best.length; size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < best.length && runs < o.within;) {
        if (await isBetter([...best.slice(0, at), ...best.slice(at + size)])) continue;
        const part = best.slice(at, at + size);
        if (part.some((value) => value !== 0)) await isBetter(best.toSpliced(at, part.length, ...part.map(() => 0)));
        at += size;
      }
    }
    for (let at = 0; at < best.length; at++)
      while ((best[at] ?? 0) > 0 && (await isBetter(best.with(at, Math.floor((best[at] ?? 0) / 2)))));
  }
  return { list: best, runs };
}

/** Without the zeros at the end, which are there anyway. */
const trimmed = (list: readonly number[]): number[] => list.slice(0, list.findLastIndex((value) => value !== 0) + 1);

/** Makes a failing schedule smaller as long as the same kind of problem is there, and tells the story of the last one. */
export async function shrunk(failing: Outcome, within: number): Promise<{ outcome: Outcome; runs: number }> {
  // What is said of it, without the numbers and names in it.
  const kindOf = ({ problems }: Outcome) => (problems[0] ?? '').replace(/^\S+|\[.*?\]|\S*\d\S*/g, '');
  const kind = kindOf(failing);
  const fails = async (list: readonly number[]) => {
    const outcome = await runSchedule(recordedChoices(list));
    return outcome.problems.length > 0 && kindOf(outcome) === kind;
  };
  const { list, runs } = await shrunkList(failing.choices, { fails, within });
  return { outcome: await runSchedule(recordedChoices(list), { story: true }), runs };
}

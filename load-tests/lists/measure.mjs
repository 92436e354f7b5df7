// Times of a service's answers over HTTP, one after the other, after a few that do not count.
const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const rounded = (ms) => Math.round(ms * 10) / 10;

/** `ask(turn)` gives the answer; anything but 200 ends the measurement. Milliseconds. */
export async function measure(what, turns, ask) {
  const times = [];
  let rows = 0;
  for (let turn = -5; turn < turns; turn++) {
    const before = performance.now();
    const answer = await ask(Math.max(0, turn));
    const took = performance.now() - before;
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (turn < 0) continue;
    times.push(took);
    rows += Object.values(answer.body).find(Array.isArray)?.length ?? 0;
  }
  times.sort((a, b) => a - b);
  const of = (share) => rounded(percentile(times, share));
  const result = { what, asked: turns, rowsEach: rounded(rows / turns), p50: of(0.5), p95: of(0.95), p99: of(0.99) };
  console.log(`  ${what}: p50 ${result.p50}, p95 ${result.p95}, p99 ${result.p99} ms (${result.rowsEach} rows)`);
  return result;
}

/** Goes through a list page after page, from its beginning again at its end. */
export function pageAfterPage(first, pageOf, cursorOf) {
  let cursor;
  return async () => {
    const answer = cursor ? await pageOf(cursor) : await first();
    cursor = cursorOf(answer.body) ?? undefined;
    return answer;
  };
}

/** The searches that people make of a name: beginnings, parts, the whole, and names that nobody has. */
export const searches = (names, search) =>
  [
    ['two letters', ({ family }) => family.slice(0, 2)],
    ['three letters from the middle', ({ family }) => family.slice(1, 4)],
    ['five letters from the middle', ({ family }) => family.slice(1, 6)],
    ['given and family name', ({ given, family }) => `${given} ${family}`],
    ['a name that nobody has', ({ family }) => `qx${family}`],
  ].map(([what, partOf]) => [`search: ${what}`, (turn) => search(partOf(names[turn % names.length]))]);

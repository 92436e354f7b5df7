/**
 * Numbered progress for a person who waits: a line when a step begins, one when it ends with the seconds that it took,
 * and indented details between. Steps may overlap.
 */
export function createProgress({ total, write = (line) => console.log(line), now = () => performance.now() }) {
  let begun = 0;
  return {
    /** Runs `work({ detail })` as the next step and gives its result. A string that it returns is shown as the outcome. */
    async step(title, work) {
      begun += 1;
      const label = `[${begun}/${total}]`;
      const start = now();
      write(`${label} ${title} …`);
      const result = await work({ detail: (line) => write(`${' '.repeat(label.length)} ${line}`) });
      const outcome = typeof result === 'string' ? `: ${result}` : '';
      write(`${label} ${title}${outcome} (${seconds(now() - start)})`);
      return result;
    },
  };
}

/** Milliseconds as seconds with one decimal, such as `2.4 s`. */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

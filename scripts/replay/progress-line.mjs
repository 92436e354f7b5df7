const barWidth = 24;

/** `3 min 20 s`, `45 s`. */
export function duration(ms) {
  const s = Math.round(ms / 1_000);
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60);
  return m < 60 ? `${m} min ${s % 60} s` : `${Math.floor(m / 60)} h ${m % 60} min`;
}

/**
 * One line that tells how far a replay is: happenings done of all, the date reached, the rate and the time that is left. On a
 * terminal it is drawn over; elsewhere (a log) it is written anew at every twentieth of the way.
 */
export function createProgressLine({ total, done = 0, out = process.stdout, now = () => performance.now() }) {
  const start = now();
  const before = done;
  let drawn = -Infinity;
  let twentieth = Math.floor((20 * done) / Math.max(total, 1));
  let reached = '';
  const text = () => {
    const share = total === 0 ? 1 : done / total;
    const full = Math.round(share * barWidth);
    const elapsed = now() - start;
    const rate = elapsed > 0 ? ((done - before) * 1_000) / elapsed : 0;
    const left = rate > 0 ? `, ${duration(((total - done) * 1_000) / rate)} left` : '';
    const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
    return `${bar} ${done}/${total}  ${reached}  ${rate.toFixed(0)}/s${left}`;
  };
  return {
    text,
    did({ at }) {
      done += 1;
      reached = at.slice(0, 10);
      if (out.isTTY) {
        if (now() - drawn < 200) return;
        drawn = now();
        out.write(`\r\x1b[2K${text()}`);
      } else if (Math.floor((20 * done) / total) > twentieth) {
        twentieth = Math.floor((20 * done) / total);
        out.write(`${text()}\n`);
      }
    },
    end() {
      if (out.isTTY) out.write(`\r\x1b[2K${text()}\n`);
    },
  };
}

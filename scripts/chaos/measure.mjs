const kinds = (attempts) => {
  const counts = {};
  for (const { status } of attempts) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const good = ({ status }) => status.startsWith('20');
/** A place that takes longer than this, in ms, does not count as placing as usual. */
const slowMs = 1_500;

/**
 * What users met between `from` and `to` (ms on the clock of the attempts): how many attempts got which status, the longest good
 * one, and `againMs`: from the fault to the first good and prompt answer after which all were; 0 when none failed or was slow,
 * null when placing was not as usual again. `afterHealMs` counts from `healed` instead.
 */
export function whatUsersSaw(attempts, { from, healed, to }) {
  const those = attempts.filter(({ at, ms }) => at + ms >= from && at < to).sort((a, b) => a.at - b.at);
  const bad = those.filter((attempt) => !good(attempt) || attempt.ms > slowMs);
  const lastBad = Math.max(...bad.map(({ at }) => at), -Infinity);
  const after = those.filter((attempt) => attempt.at > lastBad && good(attempt)).map(({ at, ms }) => at + ms);
  const first = bad.length === 0 ? from : after.length > 0 ? Math.min(...after) : null;
  const longest = Math.max(0, ...those.filter(good).map(({ ms }) => ms));
  return {
    attempts: those.length,
    statuses: kinds(those),
    held: those.filter(({ status }) => / (offered|accepted)$/.test(status)).length,
    notGood: those.filter((attempt) => !good(attempt)).length,
    longestMs: Math.round(longest),
    againMs: first === null ? null : Math.max(0, Math.round(first - from)),
    afterHealMs: first === null ? null : Math.max(0, Math.round(first - healed)),
  };
}

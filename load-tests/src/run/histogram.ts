/** Cumulative counts of a Prometheus histogram by upper bound, summed over its labels. */
export type Buckets = ReadonlyMap<number, number>;

/** Reads the buckets of one histogram from a Prometheus text page. Empty when it is not there. */
export function bucketsOf(page: string, name: string): Buckets {
  const buckets = new Map<number, number>();
  const line = new RegExp(`^${name}_bucket\\{(?:.*,)?le="([^"]+)".*\\} (\\S+)`, 'gm');
  for (const [, bound = '', count] of page.matchAll(line)) {
    const le = bound === '+Inf' ? Infinity : Number(bound);
    buckets.set(le, (buckets.get(le) ?? 0) + Number(count));
  }
  return new Map([...buckets].sort(([a], [b]) => a - b));
}

/** How often was counted. */
export const countOf = (buckets: Buckets): number => [...buckets.values()].at(-1) ?? 0;

/** What was counted between two readings. */
export function between(before: Buckets, after: Buckets): Buckets {
  return new Map([...after].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

/**
 * The quantile `q` (0 to 1) in the histogram's unit, interpolated within its bucket as Prometheus does; the last finite
 * bound when it lies above; null when nothing was counted.
 */
export function quantile(buckets: Buckets, q: number): number | null {
  const rows = [...buckets];
  const total = countOf(buckets);
  if (total === 0) return null;
  let [lower, below] = [0, 0];
  for (const [bound, count] of rows) {
    if (count >= q * total && count > below)
      return bound === Infinity ? lower : lower + (bound - lower) * ((q * total - below) / (count - below));
    [lower, below] = [bound, count];
  }
  return lower;
}

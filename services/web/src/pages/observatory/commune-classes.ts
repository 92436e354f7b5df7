/** Up to five classes of a measure, so that each holds about as many communes: the upper bound of each, in order. */
export function classBounds(values: readonly number[], classes = 5): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const bounds = Array.from(
    { length: classes },
    (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / classes) - 1] ?? 0,
  );
  return [...new Set(bounds)].filter((bound) => bound > 0);
}

/** The class of a value, from 1; 0 for nought, null for what may not be shown or is not known. */
export function classOf(value: number | null, bounds: readonly number[]): number | null {
  if (value === null) return null;
  if (value <= 0) return 0;
  const at = bounds.findIndex((bound) => value <= bound);
  return at === -1 ? bounds.length : at + 1;
}

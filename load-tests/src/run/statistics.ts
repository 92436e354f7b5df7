/** The middle value; the mean of both middle ones for an even count; null of nothing. Nulls are left out. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** `value` to `digits` significant digits, so that results do not claim more than was measured. */
export const significant = (value: number, digits = 3): number => Number(value.toPrecision(digits));

/** A duration rounded to seven significant bits (0.8 %): what stands for all that are near it. Milliseconds. */
export function rounded(ms: number): number {
  const whole = Math.max(0, Math.round(ms));
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(whole, 1))) - 6);
  return Math.floor(whole / step) * step + Math.floor(step / 2);
}

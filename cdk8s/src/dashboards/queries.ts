/** A quantile of a histogram by some labels, over five minutes. */
export const quantile = (q: number, metric: string, by: readonly string[], where = '') =>
  `histogram_quantile(${q}, sum by (${[...by, 'le'].join(', ')}) (rate(${metric}_bucket${where}[5m])))`;
/** How often a histogram counts a second by some labels, over five minutes. */
export const rate = (metric: string, by: readonly string[], where = '') =>
  `sum by (${by.join(', ')}) (rate(${metric}_count${where}[5m]))`;

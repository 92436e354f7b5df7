import { axisLine, axisWords, type ChartOption, note } from './option.js';

/** Lines over categories, told apart by dash and symbol as well as by colour. A null leaves a gap. */
export interface Lines {
  categories: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
  words: (value: number) => string;
}
const dashes = ['solid', 'dashed', 'dotted', [12, 4, 2, 4]] as const;
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;

/** The drawing of lines. */
export const linesOption =
  (o: Lines): ChartOption =>
  (palette) => ({
    tooltip: {
      ...note(palette),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? o.words(value) : '–'),
    },
    legend:
      o.series.length > 1 ? { type: 'scroll', top: 0, textStyle: { color: palette.text }, itemWidth: 36 } : undefined,
    grid: { left: 4, right: 20, bottom: 4, top: o.series.length > 1 ? 36 : 16, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: [...o.categories],
      axisLabel: axisWords(palette),
      axisTick: { show: false },
      axisLine: axisLine(palette),
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { ...axisWords(palette), formatter: (value: number) => o.words(value) },
      splitLine: axisLine(palette),
    },
    series: o.series.map(({ name, values }, at) => ({
      type: 'line',
      name,
      data: [...values],
      symbol: symbols[at % symbols.length],
      symbolSize: 8,
      lineStyle: { type: [...dashes][at % dashes.length] as 'solid', width: 2.5 },
      itemStyle: { color: palette.series[at % palette.series.length] },
    })),
  });

import { axisLine, axisWords, type ChartOption, note, plain } from './option.js';

/** Bars over categories; several series stand side by side, or on one another when `stacked`. */
export interface Bars {
  categories: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
  /** Bars lie, with their category's name beside them. */
  lying?: boolean;
  stacked?: boolean;
  /** A scale of powers of ten, for values of very different size. */
  logarithmic?: boolean;
  /** Each bar's value is written at its end; needs room. */
  labelled?: boolean;
  /** How a value is written. */
  words: (value: number) => string;
  /** Only every so many categories get their name. */
  every?: number;
}

/** The drawing of bars. */
export const barsOption =
  (o: Bars): ChartOption =>
  (palette) => {
    const names = {
      type: 'category' as const,
      data: [...o.categories],
      inverse: o.lying === true,
      axisLabel: {
        ...axisWords(palette),
        lineHeight: 15,
        color: o.lying ? palette.text : palette.dimmed,
        interval: o.every === undefined ? 0 : o.every - 1,
        hideOverlap: true,
      },
      axisTick: { show: false },
      axisLine: axisLine(palette),
    };
    const drawn = o.series.flatMap(({ values }) =>
      values.flatMap((value) => (value !== null && value > 0 ? [value] : [])),
    );
    // Bars on a scale of powers of ten begin at one of them, below the least value.
    const least = 10 ** Math.floor(Math.log10(Math.min(1, ...drawn)));
    const values = {
      ...(o.logarithmic ? { min: least, startValue: least } : {}),
      type: o.logarithmic ? ('log' as const) : ('value' as const),
      minInterval: o.logarithmic ? undefined : 1,
      axisLabel: { ...axisWords(palette), formatter: (value: number) => o.words(value), hideOverlap: true },
      splitLine: axisLine(palette),
      splitNumber: 4,
    };
    return {
      tooltip: { ...note(palette), trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: worded(o.words) },
      legend:
        o.series.length > 1 ? { type: 'scroll', top: 0, textStyle: { color: palette.text }, itemWidth: 22 } : undefined,
      grid: {
        ...{ left: 4, right: o.labelled && o.lying ? 56 : 16, bottom: 4, outerBoundsMode: 'same' },
        top: o.series.length > 1 ? 32 : 16,
      },
      xAxis: o.lying ? values : names,
      yAxis: o.lying ? names : values,
      series: o.series.map((series, at) => ({
        type: 'bar',
        name: series.name,
        data: [...series.values],
        stack: o.stacked ? 'all' : undefined,
        barMaxWidth: 34,
        itemStyle: {
          color: palette.series[at % palette.series.length],
          ...(o.series.length === 1 ? { decal: plain } : {}),
        },
        label: {
          ...{ show: o.labelled === true, color: palette.text, fontSize: 12 },
          position: o.stacked ? 'inside' : o.lying ? 'right' : 'top',
          formatter: ({ value }) => (typeof value === 'number' ? o.words(value) : ''),
        },
      })),
    };
  };

const worded = (words: (value: number) => string) => (value: unknown) =>
  typeof value === 'number' ? words(value) : '–';

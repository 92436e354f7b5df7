import { axisWords, type ChartOption, note, plain } from './option.js';

/** Numbers in a grid, darker where there are more, each written in its cell. */
export interface HeatMap {
  columns: readonly string[];
  rows: readonly string[];
  /** One list for each row. A null is a number that may not be shown: `missing` says what stands there. */
  values: readonly (readonly (number | null)[])[];
  missing?: (row: number, column: number) => string;
  words: (row: string, column: string, value: string) => string;
  low: string;
  high: string;
}

/** The drawing of a heat map. */
export const heatMapOption =
  (o: HeatMap): ChartOption =>
  (palette) => {
    const most = Math.max(1, ...o.values.flat().map((value) => value ?? 0));
    const cells = o.values.flatMap((row, y) =>
      row.map((value, x) => ({
        value: [x, y, value ?? 0],
        // Words on the darker half of the ramp are written in the surface's colour.
        label: {
          color: (value ?? 0) > most * 0.55 ? palette.surface : palette.text,
          formatter: value === 0 ? '' : value === null ? (o.missing?.(y, x) ?? '') : String(value),
        },
      })),
    );
    const names = { type: 'category' as const, axisTick: { show: false }, axisLine: { show: false } };
    return {
      tooltip: {
        ...note(palette),
        formatter: (shown) => {
          const [x = 0, y = 0, value = 0] = (Array.isArray(shown) ? shown[0] : shown)?.value as number[];
          const hidden = o.values[y]?.[x] === null;
          return o.words(o.rows[y] ?? '', o.columns[x] ?? '', hidden ? (o.missing?.(y, x) ?? '') : String(value));
        },
      },
      grid: { left: 4, right: 4, top: 4, bottom: 40, outerBoundsMode: 'same' },
      xAxis: { ...names, data: [...o.columns], axisLabel: axisWords(palette) },
      yAxis: { ...names, data: [...o.rows], inverse: true, axisLabel: { ...axisWords(palette), color: palette.text } },
      visualMap: {
        ...{ min: 0, max: most, calculable: false, orient: 'horizontal', left: 'center', bottom: 0 },
        ...{ itemWidth: 12, itemHeight: 140, text: [o.high, o.low], textStyle: { color: palette.dimmed } },
        inRange: { color: [...palette.ramp] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          label: { show: true, fontSize: 11 },
          itemStyle: { borderColor: palette.surface, borderWidth: 1.5, decal: plain },
          emphasis: { itemStyle: { borderColor: palette.text } },
        },
      ],
    };
  };

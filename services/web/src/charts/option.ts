import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption, SankeySeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Palette } from './palette.js';

export type DrawnOption = ComposeOption<
  | BarSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LegendComponentOption
  | LineSeriesOption
  | SankeySeriesOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;
/** What a chart draws, in the colours of the page. */
export type ChartOption = (palette: Palette) => DrawnOption;

/** A note under the pointer, drawn as text: HTML with inline styles is what the page's policy forbids. */
export const note = (palette: Palette): TooltipComponentOption => ({
  renderMode: 'richText',
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.text, fontSize: 13 },
});
export const axisWords = (palette: Palette) => ({ color: palette.dimmed, fontSize: 12 });
export const axisLine = (palette: Palette) => ({ lineStyle: { color: palette.line } });
/** Where every mark has its name beside it, a pattern tells nothing. */
export const plain = { symbol: 'none' } as const;

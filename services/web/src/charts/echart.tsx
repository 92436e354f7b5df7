import { useComputedColorScheme } from '@mantine/core';
import { BarChart, HeatmapChart, LineChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import classes from './chart.module.css';
import type { ChartOption } from './option.js';
import { paletteOf } from './palette.js';

use([
  ...[BarChart, HeatmapChart, LineChart, SankeyChart],
  ...[AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent],
  SVGRenderer,
]);

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The drawing of a chart. This file brings the whole of ECharts with it: import it lazily. */
export function EChart({ option, label, height }: { option: ChartOption; label: string; height: string }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const { current: element } = host;
    if (!element) return;
    const drawn = init(element, null, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    const { current: element } = host;
    if (!element) return;
    const palette = paletteOf(getComputedStyle(element), scheme === 'dark');
    chart.current?.setOption(
      {
        animation: !still.matches,
        animationDuration: 200,
        animationDurationUpdate: 200,
        textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: palette.text },
        // Patterns beside colours. Its own description would be English: the figure has one in the reader's language.
        aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
        ...option(palette),
      },
      { notMerge: true, lazyUpdate: true },
    );
  }, [option, scheme]);
  return (
    <div role="img" aria-label={label}>
      <div ref={host} className={classes['drawing']} style={{ height }} aria-hidden />
    </div>
  );
}

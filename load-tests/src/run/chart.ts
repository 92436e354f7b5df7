import { init } from 'echarts';
import type { Results } from './results.js';
import { arrivalsRow, rowsOf } from './summary.js';
import { partsAt } from './parts.js';

// Readable on a light and on a dark page: opaque ground, colours that differ in lightness too (Okabe and Ito).
const colours = { abri: '#0072b2', naive: '#d55e00', floor: '#666666', gateway: '#009e73' };
const titles = { abri: 'Abri', naive: 'naive baseline', floor: 'floor', gateway: 'Abri through its gateway' };
const partColours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999', '#222222'];
const text = { color: '#222222', fontFamily: 'sans-serif' };

function svg(width: number, height: number, option: Parameters<ReturnType<typeof init>['setOption']>[0]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, backgroundColor: '#ffffff', textStyle: text, ...option });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  return `${drawn}\n`;
}

/** Time to place a household by arrival rate: p50 and p99 of the system, the naive baseline and the floor. As SVG. */
export function latencyChart(results: Results): string {
  const rows = rowsOf(results);
  const rates = results.plan.rates;
  const systems = ['abri', 'naive', 'floor'] as const;
  const panels = ['p50', 'p99'] as const;
  return svg(900, 420, {
    title: panels.map((measure, at) => ({
      text: `${measure} of a placement, ms (log scale)`,
      left: `${at * 50 + 5}%`,
      textStyle: { ...text, fontSize: 14 },
    })),
    legend: { bottom: 0, textStyle: text },
    grid: panels.map((_, at) => ({ left: `${at * 50 + 6}%`, width: '41%', top: 50, bottom: 80 })),
    xAxis: panels.map((_, at) => ({
      ...{ type: 'category', gridIndex: at, data: rates.map(String) },
      ...{ name: 'households a second', nameLocation: 'middle', nameGap: 28, axisLabel: text, nameTextStyle: text },
    })),
    yAxis: panels.map((_, at) => ({ type: 'log', gridIndex: at, axisLabel: text, min: 1 })),
    series: panels.flatMap((measure, at) =>
      systems.map((system) => ({
        ...{ type: 'line', name: titles[system], xAxisIndex: at, yAxisIndex: at, symbolSize: 7 },
        data: rates.map((rate) => arrivalsRow(rows, system, rate)?.[measure] ?? null),
        lineStyle: { width: 2.5, color: colours[system], type: system === 'floor' ? 'dashed' : 'solid' },
        itemStyle: { color: colours[system] },
      })),
    ),
  });
}

/** Processor time by part of the system while Abri is measured, in cores, by arrival rate. As SVG. */
export function processorChart(results: Results): string {
  const { rates } = results.plan;
  const byRate = rates.map((rate) => partsAt(results, 'abri', rate));
  const parts = [...new Set(byRate.flatMap((found) => [...found.keys()]))].filter((part) =>
    byRate.some((found) => (found.get(part)?.cores ?? 0) >= 0.01),
  );
  return svg(900, 420, {
    title: {
      text: `Processor time while Abri places households, of ${results.machine.cores} cores`,
      textStyle: { ...text, fontSize: 14 },
    },
    color: partColours,
    legend: { bottom: 0, textStyle: text },
    grid: { left: 60, right: 20, top: 50, bottom: 80 },
    xAxis: {
      ...{ type: 'category', data: rates.map((rate) => `${rate}/s`), axisLabel: text },
    },
    yAxis: { type: 'value', name: 'cores', axisLabel: text, nameTextStyle: text },
    series: parts.map((part) => ({
      ...{ type: 'bar', stack: 'cores', name: part, barWidth: '45%' },
      data: byRate.map((found) => found.get(part)?.cores ?? 0),
    })),
  });
}

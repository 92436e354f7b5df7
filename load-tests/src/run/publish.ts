import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { latencyChart, processorChart } from './chart.js';
import { measuredSection, withMeasured } from './page.js';
import type { Results } from './results.js';

const root = path.join(__dirname, '..', '..', '..');
const folder = path.join(root, 'load-tests', 'results');
const page = path.join(root, 'docs', 'performance.md');

/** Records a run as load-tests/results/<date>-<plan>.json and gives the file's name. */
export function record(results: Results): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${results.startedAt.slice(0, 16).replace(/[:T]/g, '-')}-${results.plan.name}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  return file;
}

/** Draws the charts of a recorded run and writes its tables into docs/performance.md. */
export async function publish(file: string): Promise<void> {
  const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  const charts = path.join(root, 'docs', 'charts');
  mkdirSync(charts, { recursive: true });
  writeFileSync(path.join(charts, 'placement-latency.svg'), latencyChart(results));
  writeFileSync(path.join(charts, 'processor.svg'), processorChart(results));
  const section = measuredSection(results, path.relative(root, path.resolve(file)));
  const style = { ...(await resolveConfig(page)), filepath: page };
  writeFileSync(page, await format(withMeasured(readFileSync(page, 'utf8'), section), style));
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referenceText } from './reference.js';
import { dashboardFiles } from './telemetry-files.js';
import { chartFiles } from './write-chart.js';

// Writes charts/abri, Grafana's pages and the operator's reference into the repository that the first argument names.
const root = path.resolve(process.argv[2] ?? '..');
const chart = path.join(root, 'charts', 'abri');
rmSync(chart, { recursive: true, force: true });
const files = Object.entries(chartFiles()).map(([name, text]) => [path.join(chart, name), text] as const);
const dashboards = path.join(root, 'images', 'telemetry', 'dashboards');
rmSync(dashboards, { recursive: true, force: true });
const pages = Object.entries(dashboardFiles()).map(([name, text]) => [path.join(dashboards, name), text] as const);
for (const [file, text] of [
  ...files,
  ...pages,
  [path.join(root, 'docs/operations/reference.md'), referenceText()] as const,
]) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`wrote ${chart}, ${dashboards} and docs/operations/reference.md`);

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { pages } from './dashboards/pages.js';
import { dashboard } from './dashboards/panels.js';

const folder = path.join(__dirname, '..', '..', 'images', 'telemetry');

/** A file of Prometheus' rules. */
export interface RuleFile {
  groups: {
    name: string;
    rules: { alert: string; expr: string; labels: Record<string, string>; annotations: Record<string, string> }[];
  }[];
}

/** The alert rules: images/telemetry/alerts.yaml, which compose mounts as it is. */
export const alertRules = (): RuleFile => parse(readFileSync(path.join(folder, 'alerts.yaml'), 'utf8')) as RuleFile;

/** Grafana's pages, each a JSON file of images/telemetry/dashboards by its name. */
export const dashboardFiles = (): Record<string, string> =>
  Object.fromEntries(pages.map((page) => [`${page.uid}.json`, `${JSON.stringify(dashboard(page), null, 2)}\n`]));

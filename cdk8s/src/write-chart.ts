import { App } from 'cdk8s';
import { stringify } from 'yaml';
import { PartChart, parts } from './abri-chart.js';
import { holds, type Installation, plainRendering, type Rendering } from './rendering.js';
import { templateRendering, writeTemplate } from './template.js';
import { defaultValues, valuesSchema } from './values.js';
import { valuesYaml } from './values-yaml.js';

/** The longest name of an installation: with the longest part of the chart it is still a name in Kubernetes. */
export const longestRelease = 40;

/** Every file of the Helm chart `charts/abri`, by its path inside it. */
export function chartFiles(): Record<string, string> {
  const chart = {
    apiVersion: 'v2',
    name: 'abri',
    description: 'Emergency placements and what follows, for one district.',
    type: 'application',
    version: '0.1.0',
    appVersion: '0.1.0',
    kubeVersion: '>=1.30.0-0',
  };
  const written = built(templateRendering()).map(({ file, resources, when }) => {
    const texts = resources.map((resource) => writeTemplate(resource, when));
    return [`templates/${file}.yaml`, texts.join('---\n')] as const;
  });
  return {
    'Chart.yaml': stringify(chart),
    'values.yaml': valuesYaml(),
    'values.schema.json': `${JSON.stringify(valuesSchema(), null, 2)}\n`,
    'templates/checks.yaml': refusals
      .map(([condition, why]) => `{{- if ${condition} }}{{ fail ${JSON.stringify(why)} }}{{ end }}\n`)
      .join(''),
    ...Object.fromEntries(written),
  };
}

/** What a schema cannot say: Helm ends with these words. */
const refusals = [
  [`gt (len .Release.Name) ${longestRelease}`, `the name of an installation has at most ${longestRelease} characters`],
  [
    'and .Values.route.enabled (not .Values.route.parentRefs) (not .Values.route.gateway.create)',
    'a route needs route.parentRefs, or a Gateway of its own (route.gateway.create)',
  ],
  ['and .Values.route.gateway.create (not .Values.route.gateway.className)', 'set route.gateway.className'],
] as const;

/** The plain resources of one installation, without Helm. `values` are whole; `installed` lays some over the defaults. */
export function plainResources(installation: Installation): unknown[] {
  return built(plainRendering(installation))
    .filter(({ when }) => !when || holds(when, installation.values))
    .flatMap(({ resources }) => resources);
}

/** Values of an installation laid over the defaults, as Helm does it: maps entry by entry, all else whole. */
export function installed(given: object, defaults: object = defaultValues): object {
  const isMap = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const base = defaults as Record<string, unknown>;
  const laid = Object.entries(given).map(([key, value]) => {
    const under = base[key];
    return [key, isMap(value) && isMap(under) ? installed(value, under) : value];
  });
  return { ...defaults, ...Object.fromEntries(laid) };
}

function built(on: Rendering) {
  const app = new App();
  return parts(on).map((part) => ({ ...part, resources: new PartChart(app, part).toJson() as unknown[] }));
}

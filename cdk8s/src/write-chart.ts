import { App, YamlOutputType } from 'cdk8s';
import { stringify } from 'yaml';
import { ServiceChart } from './abri-chart.js';
import { toTemplate } from './helm-value.js';
import { services } from './services.js';
import { defaultValues } from './values.js';

/** Every file of the Helm chart `charts/abri`, by its path inside it. */
export function chartFiles(): Record<string, string> {
  const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
  const templates = services.map((facts) => {
    const chart = new ServiceChart(app, facts);
    const yaml = chart.toJson().map((resource: unknown) => stringify(resource, { lineWidth: 0 }));
    return [`templates/${facts.name}.yaml`, toTemplate(yaml.join('---\n'))] as const;
  });
  const chart = {
    apiVersion: 'v2',
    name: 'abri',
    description: 'Emergency placements and what follows, for one district.',
    type: 'application',
    version: '0.1.0',
    appVersion: '0.1.0',
  };
  return {
    'Chart.yaml': stringify(chart),
    'values.yaml': `# Written by cdk8s/. Secrets (${'`secretName`'}): mongodb-uri, services-client-secret, gateway-client-secret, session-secret, personal-data-keys.\n${stringify(defaultValues)}`,
    ...Object.fromEntries(templates),
  };
}

import { metadataOf } from './labels.js';
import { type Rendering } from './rendering.js';
import { betweenServices, commonName, tlsSecretNameOf } from './service-tls.js';
import { alertRules, dashboardFiles } from './telemetry-files.js';

/** How the Prometheus operator finds the metrics of all services. */
export function serviceMonitor(on: Rendering): object {
  const { name, labels } = metadataOf(on, 'services');
  const endpoint = { path: '/metrics', interval: on.value('monitoring.interval'), honorLabels: true };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, labels: { ...labels, ...on.entriesOf('monitoring.labels') } },
    spec: {
      selector: {
        matchLabels: { 'app.kubernetes.io/instance': on.text('release-name'), 'app.kubernetes.io/part-of': 'abri' },
      },
      namespaceSelector: { matchNames: [on.text({ namespace: true })] },
      // One job for all; and `service` is what we call it, not the name of the Kubernetes Service.
      jobLabel: 'app.kubernetes.io/part-of',
      endpoints: [
        { port: 'http', ...endpoint },
        ...on.itemsIf(betweenServices, [
          {
            ...{ port: 'https', scheme: 'https', ...endpoint },
            tlsConfig: {
              ca: { secret: { name: tlsSecretNameOf(on, 'gateway'), key: 'ca.crt' } },
              serverName: commonName(on),
            },
          },
        ]),
      ],
    },
  };
}

/** The alert rules for the Prometheus operator. */
export function prometheusRule(on: Rendering): object {
  const { name, labels } = metadataOf(on, 'alerts');
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, labels: { ...labels, ...on.entriesOf('monitoring.labels') } },
    spec: alertRules(),
  };
}

/** Grafana's pages, for a Grafana that looks for ConfigMaps with such a label. */
export function dashboards(on: Rendering): object {
  const { name, labels } = metadataOf(on, 'dashboards');
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: { ...labels, ...on.entriesOf('monitoring.dashboards.labels') } },
    data: dashboardFiles(),
  };
}

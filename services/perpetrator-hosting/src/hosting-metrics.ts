import type { Breach, PenalFile } from '@abri/contracts/penal-file';
import { countedGauge, type MetricsRegistry } from '@abri/service-kit/metrics';
import type { Connection } from 'mongoose';

type OpenBreach = Pick<Breach, 'severity' | 'on'>;
const severities: readonly Breach['severity'][] = ['minor', 'serious'];

/** Reads the breaches that nobody has answered yet. */
export function openBreaches(connection: Connection): () => Promise<OpenBreach[]> {
  const files = connection.collection<{ state: Pick<PenalFile, 'breaches'> }>('files');
  return async () => {
    const open = { 'state.breaches.state': 'open' as const, 'state.open': true };
    const found = await files.find(open, { projection: { 'state.breaches': 1 } }).toArray();
    return found.flatMap(({ state }) => state.breaches.filter((breach) => breach.state === 'open'));
  };
}

/** The service's own metrics. No file is named. */
export function createHostingMetrics(
  registry: MetricsRegistry,
  o: { clock: { now(): Date }; breaches(): Promise<readonly OpenBreach[]> },
): void {
  countedGauge(registry, {
    name: 'abri_open_breaches',
    help: 'Breaches of measures that nobody has answered, by severity',
    labelNames: ['breach'],
    count: async () => {
      const breaches = await o.breaches();
      return severities.map((severity) => ({
        labels: { breach: severity },
        value: breaches.filter((breach) => breach.severity === severity).length,
      }));
    },
  });
  countedGauge(registry, {
    name: 'abri_open_breach_oldest_seconds',
    help: 'Since the day of the oldest breach that nobody has answered, by severity; 0 where there is none',
    labelNames: ['breach'],
    count: async () => {
      const breaches = await o.breaches();
      return severities.map((severity) => {
        const days = breaches.filter((breach) => breach.severity === severity).map(({ on }) => Date.parse(on));
        const ages = days.map((day) => (o.clock.now().getTime() - day) / 1_000);
        return { labels: { breach: severity }, value: Math.max(0, ...ages) };
      });
    },
  });
}

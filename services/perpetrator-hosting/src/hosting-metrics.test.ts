import type { Breach } from '@abri/contracts/penal-file';
import { createMetrics } from '@abri/service-kit/metrics';
import { createHostingMetrics } from './hosting-metrics.js';

it('counts breaches without an answer by severity, and says since when, in days of the calendar', async () => {
  const { registry } = createMetrics('perpetrator-hosting');
  let breaches: Pick<Breach, 'severity' | 'on'>[] = [
    { severity: 'serious', on: '2026-01-04' },
    { severity: 'serious', on: '2026-01-01' },
  ];
  const clock = { now: () => new Date('2026-01-05T00:00:00.000Z') };
  createHostingMetrics(registry, { clock, breaches: async () => breaches });
  const page = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('abri_open_breach'));
  expect(await page()).toEqual([
    'abri_open_breaches{breach="minor",service="perpetrator-hosting"} 0',
    'abri_open_breaches{breach="serious",service="perpetrator-hosting"} 2',
    'abri_open_breach_oldest_seconds{breach="minor",service="perpetrator-hosting"} 0',
    'abri_open_breach_oldest_seconds{breach="serious",service="perpetrator-hosting"} 345600',
  ]);
  breaches = [];
  expect((await page()).every((line) => line.endsWith(' 0'))).toBe(true);
});

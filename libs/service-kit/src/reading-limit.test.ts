import fc from 'fast-check';
import { createMetrics } from './metrics.js';
import type { AuditEntry } from './audit.js';
import { limitedReadings } from './reading-limit.js';
import { anEntry, memoryAudit } from './test-audit.js';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 1);

function limited(most: number) {
  const log = memoryAudit();
  const { registry } = createMetrics('test');
  const by = async (who: string, since: string) =>
    log.entries
      .filter((entry) => entry.who === who && entry.at > since)
      .map(({ action, subject }) => ({ action, subject }));
  const audit = limitedReadings(log, { most, readings: { by }, registry });
  /** Whether it was opened. */
  const opens = (subject: string, over: Partial<AuditEntry> = {}) =>
    audit.append(anEntry(1, { at: new Date(start).toISOString(), who: 'w1', subject, ...over })).then(
      () => true,
      (error: { problem: { status: number } }) => {
        expect(error.problem).toMatchObject({ status: 429, type: 'urn:abri:problem:too-many-files' });
        return false;
      },
    );
  return { log, registry, opens };
}

it('opens so many different files in a day and no more, and those opened before again', async () => {
  const { opens, log, registry } = limited(2);
  expect([await opens('a'), await opens('b'), await opens('a'), await opens('c'), await opens('b')]).toEqual([
    true,
    true,
    true,
    false,
    true,
  ]);
  expect(log.entries.filter(({ action }) => action === 'readingRefused').map(({ subject }) => subject)).toEqual(['c']);
  expect(await registry.metrics()).toContain('abri_reading_limit_refusals_total{service="test"} 1');
});

it('counts each person alone', async () => {
  const { opens } = limited(1);
  expect([await opens('a'), await opens('b', { who: 'w2' }), await opens('b')]).toEqual([true, true, false]);
});

it('never stands in the way of an emergency, of work on a file, or of a list', async () => {
  const { opens } = limited(1);
  expect(await opens('a')).toBe(true);
  for (const action of ['breakGlassCaseRead', 'addNote', 'worklistRead'])
    expect(await opens(action, { action })).toBe(true);
  expect(await opens('d')).toBe(false);
});

it('never shows more than so many different files in any 24 hours, and refuses only then', async () => {
  const reading = fc.record({ afterMs: fc.integer({ min: 0, max: dayMs / 3 }), file: fc.integer({ min: 1, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(reading, { maxLength: 40 }), async (most, readings) => {
      const { opens } = limited(most);
      const shown: { ms: number; file: number }[] = [];
      let ms = start;
      for (const { afterMs, file } of readings) {
        ms += afterMs;
        const ofTheDay = new Set(shown.filter((one) => one.ms > ms - dayMs).map((one) => one.file));
        const isOpened = await opens(`f${file}`, { at: new Date(ms).toISOString() });
        expect(isOpened).toBe(ofTheDay.has(file) || ofTheDay.size < most);
        if (isOpened) shown.push({ ms, file });
      }
    }),
  );
});

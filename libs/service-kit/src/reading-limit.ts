import { Counter } from 'prom-client';
import type { Audit } from './audit.js';
import { type Readings, refusedReading } from './audit-readings.js';
import { HttpProblem } from './errors.js';
import type { MetricsRegistry } from './metrics.js';

const dayMs = 86_400_000;

/** Readings that open no file: lists, and the names of children who may be the same one. */
const ofNoFile: readonly string[] = ['worklistRead', 'caseListRead', 'handOversRead', 'agendaRead', 'nameRead'];

/**
 * Whether an entry opens the file of one person or house. Emergency openings have a limit of their own (decision 0064), and what
 * somebody does with a file that is open is not counted.
 */
const isReading = (action: string): boolean =>
  action.endsWith('Read') && !action.startsWith('breakGlass') && !ofNoFile.includes(action);

/**
 * An audit log that lets nobody open more than `most` different files in 24 hours: one account that was taken over, or one worker who
 * copies, does not get at everything. What was opened within the day opens again. It counts what the log itself holds, so that all
 * replicas count together; a few that come in the same instant may be too many. `append` throws the 429 problem, with the refusal in
 * the log. OWASP ASVS 5, 2.4.1.
 */
export function limitedReadings<A extends Audit>(
  audit: A,
  o: { most: number; readings: Pick<Readings, 'by'>; registry: MetricsRegistry },
): A {
  const refusals = new Counter({
    name: 'abri_reading_limit_refusals_total',
    help: 'Files that were not opened because somebody had opened as many as one may in a day',
    registers: [o.registry],
  });
  return {
    ...audit,
    async append(entry) {
      if (!isReading(entry.action)) return audit.append(entry);
      const since = new Date(Date.parse(entry.at) - dayMs).toISOString();
      const read = (await o.readings.by(entry.who, since)).filter(({ action }) => isReading(action));
      const opened = new Set(read.map(({ subject }) => subject));
      if (opened.has(entry.subject) || opened.size < o.most) return audit.append(entry);
      await audit.append({ ...entry, action: refusedReading });
      refusals.inc();
      throw new HttpProblem(429, 'too-many-files', 'Too many different files in one day', {
        detail: `Nothing was shown. Within 24 hours ${o.most} may be opened; those opened before still open. Ask whoever runs Abri if your work needs more.`,
      });
    },
  };
}

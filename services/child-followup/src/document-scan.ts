import { type Logger, reasonOf } from '@abri/service-kit/log';
import type { MetricsRegistry } from '@abri/service-kit/metrics';
import { Counter } from 'prom-client';
import { problemOf } from './cases.js';
import type { Scanner, Verdict } from './clamd.js';

/** Lets a document pass that may be kept. Throws the 422 or 503 problem of one that may not. */
export type DocumentScan = (bytes: Uint8Array) => Promise<void>;

const outcomes = ['clean', 'infected', 'failed'] as const;

/**
 * Whether a document may be kept, by a virus scanner: an infected one never, and none without a verdict. Without a scanner
 * every document passes. Counts scans by outcome. OWASP ASVS 5, 5.4.3.
 */
export function createDocumentScan(
  scanner: Scanner | null,
  { registry, log }: { registry: MetricsRegistry; log: Logger },
): DocumentScan {
  const scans = new Counter({
    name: 'abri_document_scans_total',
    help: 'Documents that were to be kept, by what the virus scanner said; failed: it said nothing',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  // From 0 on, or the first failure of a process would be no increase.
  for (const outcome of outcomes) scans.inc({ outcome }, 0);
  if (!scanner) {
    log.warn({}, 'VIRUS_SCANNER is not set: documents are kept without a scan');
    return async () => undefined;
  }

  return async (bytes) => {
    let verdict: Verdict;
    try {
      verdict = await scanner(bytes);
    } catch (error) {
      scans.inc({ outcome: 'failed' });
      log.error({ event: 'documentNotScanned', reason: reasonOf(error) }, 'a document could not be scanned');
      throw problemOf('documentNotScanned');
    }
    scans.inc({ outcome: verdict.infected ? 'infected' : 'clean' });
    if (!verdict.infected) return;
    log.warn({ event: 'documentInfected', signature: verdict.signature }, 'an infected document was refused');
    throw problemOf('documentInfected');
  };
}

import type { AuditCheckpoint } from '@abri/contracts/audit-checkpoint';
import { type AuditEntry, type AuditLog, type ChainedEntry, chainHash, firstHash } from './audit.js';

/** An entry for tests. */
export const anEntry = (number: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
  who: `u${number % 3}`,
  action: 'caseRead',
  subject: `case-${number}`,
  ...over,
});

/** Entries chained after `previous`, numbered on from it. */
export function chained(entries: readonly AuditEntry[], after?: ChainedEntry): ChainedEntry[] {
  const chain: ChainedEntry[] = [];
  for (const entry of entries) {
    const before = chain.at(-1) ?? after;
    const number = (before?.number ?? 0) + 1;
    const previousHash = before?.hash ?? firstHash;
    chain.push({ ...entry, number, previousHash, hash: chainHash(entry, number, previousHash) });
  }
  return chain;
}

/** An audit log in memory, for tests: its lists may be tampered with. */
export function memoryAudit(): AuditLog & { entries: ChainedEntry[]; kept: AuditCheckpoint[] } {
  const log = {
    entries: [] as ChainedEntry[],
    kept: [] as AuditCheckpoint[],
    async append(entry: AuditEntry) {
      log.entries.push(...chained([entry], log.entries.at(-1)));
    },
    all: async () => [...log.entries],
    after: async (number: number, limit: number) => log.entries.filter((one) => one.number > number).slice(0, limit),
    checkpoints: async () => [...log.kept],
    lastCheckpoint: async () => log.kept.toSorted((one, other) => one.number - other.number).at(-1),
    addCheckpoint: async (checkpoint: AuditCheckpoint) => void log.kept.push(checkpoint),
  };
  return log;
}

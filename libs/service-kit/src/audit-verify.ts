import type { KeyObject } from 'node:crypto';
import { AuditCheckpoint } from '@abri/contracts/audit-checkpoint';
import { type ChainedEntry, chainHash, firstHash } from './audit.js';
import { isGenuine } from './audit-checkpoints.js';

/** One thing that is wrong with an audit log. */
export type AuditFinding =
  /** The entry is not what its hash says, or does not follow from the one before. */
  | { finding: 'changed'; number: number }
  /** Entries `from` to `upTo` are not there. */
  | { finding: 'gap'; from: number; upTo: number }
  /** The log ends before what was signed: entries `from` to `upTo` are gone. */
  | { finding: 'cut'; from: number; upTo: number }
  /** The chain follows, but it is not the one that was signed: it was made anew up to this entry. */
  | { finding: 'rewritten'; number: number }
  /** A checkpoint that the key did not sign, or that is another service's. */
  | { finding: 'forgedCheckpoint'; number: number };

export interface AuditVerdict {
  findings: AuditFinding[];
  entries: number;
  /** The last entry that a genuine checkpoint covers; 0 when there is none. */
  signedUpTo: number;
}

/**
 * Walks a whole audit log against its checkpoints. Every change, gap or cut up to the last checkpoint is found, also
 * when somebody made all hashes anew; after it, whatever does not follow. `entries` come by number.
 */
export async function verifyAudit(o: {
  service: string;
  entries: AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>;
  checkpoints: Iterable<unknown>;
  key: KeyObject;
}): Promise<AuditVerdict> {
  const findings: AuditFinding[] = [];
  const expected = new Map<number, Set<string>>();
  for (const one of o.checkpoints) {
    const { data } = AuditCheckpoint.safeParse(one);
    if (data && data.service === o.service && isGenuine(o.key, data))
      expected.set(data.number, (expected.get(data.number) ?? new Set()).add(data.hash));
    else findings.push({ finding: 'forgedCheckpoint', number: data?.number ?? 0 });
  }
  const signedUpTo = Math.max(0, ...expected.keys());
  let number = 0;
  let hash = firstHash;
  let entries = 0;
  for await (const { number: own, previousHash, hash: ownHash, ...entry } of o.entries) {
    entries += 1;
    if (own > number + 1) findings.push({ finding: 'gap', from: number + 1, upTo: own - 1 });
    const follows = own === number + 1 ? previousHash === hash : own > number + 1;
    if (!follows || ownHash !== chainHash(entry, own, previousHash)) findings.push({ finding: 'changed', number: own });
    const signedHashes = expected.get(own);
    if (signedHashes && !(signedHashes.size === 1 && signedHashes.has(ownHash)))
      findings.push({ finding: 'rewritten', number: own });
    number = own;
    hash = ownHash;
  }
  if (number < signedUpTo) findings.push({ finding: 'cut', from: number + 1, upTo: signedUpTo });
  return { findings, entries, signedUpTo };
}

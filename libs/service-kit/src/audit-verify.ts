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
  /** A checkpoint that no key has signed, that is another service's, or that an earlier key has signed after the newest one's last. */
  | { finding: 'forgedCheckpoint'; number: number };

export interface AuditVerdict {
  findings: AuditFinding[];
  entries: number;
  /** The last entry that a genuine checkpoint covers; 0 when there is none. */
  signedUpTo: number;
}

/**
 * Walks a whole audit log against its checkpoints. Every change, gap or cut up to the last checkpoint is found, also
 * when somebody made all hashes anew; after it, whatever does not follow. `entries` come by number, `keys` the newest
 * first: what an earlier one has signed counts up to where the newest has signed last, so that who has got hold of it cannot
 * sign on.
 */
export async function verifyAudit(o: {
  service: string;
  entries: AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>;
  checkpoints: Iterable<unknown>;
  keys: readonly KeyObject[];
}): Promise<AuditVerdict> {
  const findings: AuditFinding[] = [];
  const expected = new Map<number, Set<string>>();
  const genuine: (AuditCheckpoint & { by: number })[] = [];
  for (const one of o.checkpoints) {
    const { data } = AuditCheckpoint.safeParse(one);
    const by = data?.service === o.service ? o.keys.findIndex((key) => isGenuine(key, data)) : -1;
    if (!data || by < 0) findings.push({ finding: 'forgedCheckpoint', number: data?.number ?? 0 });
    else genuine.push({ ...data, by });
  }
  const newest = Math.min(...genuine.map(({ by }) => by));
  const newestUpTo = Math.max(...genuine.filter(({ by }) => by === newest).map((one) => one.number));
  for (const { number, hash } of genuine) {
    if (number > newestUpTo) findings.push({ finding: 'forgedCheckpoint', number });
    else expected.set(number, (expected.get(number) ?? new Set()).add(hash));
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

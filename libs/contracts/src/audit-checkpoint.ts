import { z } from 'zod';
import { Instant } from './vocabulary.js';

/**
 * What a service says of its audit log at an instant: so many entries, the last of them with this hash. Signed with a key
 * that the database does not hold, and sent out of its reach, it makes a log that was cut short show.
 */
export const AuditCheckpoint = z.strictObject({
  service: z.string().regex(/^[a-z-]{1,40}$/),
  /** How many entries there were: the number of the last one. */
  number: z.int().min(1),
  /** The hash of that entry, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: Instant,
  /** Ed25519 over service, number, hash and instant, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

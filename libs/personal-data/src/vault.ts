import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, NotGenuine } from './cipher.js';
import type { KeyRing } from './key-ring.js';
import type { Kept, WrappedKey, WrappedKeys } from './wrapped-keys.js';

/** Says that a person was erased: nothing of them can be read or written any more. */
export class PersonErased extends Error {}

/** One sealed record: whose it is, which of their records, and the sealed text. */
export interface SealedRecord {
  personId: string;
  /** Names the record, such as `identity` or `note:` and its id: sealed text opens under its own name only. */
  record: string;
  sealed: string;
}

/** Personal fields, encrypted by a key of each person's own. */
export interface Vault {
  /** JSON of `fields`, sealed for one person and one record. Throws `PersonErased`. */
  seal(personId: string, record: string, fields: unknown): Promise<string>;
  /** What was sealed. Throws `PersonErased`, and `NotGenuine` for what was tampered with or belongs elsewhere. */
  open(record: SealedRecord): Promise<unknown>;
  /** The same for many with one reading of keys; null stands for a person who was erased. */
  openAll(records: readonly SealedRecord[]): Promise<unknown[]>;
  /** Forgets the person's key: what was sealed for them can never be opened again, in any backup without the key. */
  erase(personId: string): Promise<void>;
  /** Wraps anew what an older master key had wrapped; gives how many. Repeat until it gives 0, then drop the old key. */
  rewrap(limit: number): Promise<number>;
}

/** A vault over a key ring. `random` gives that many bytes. */
export function createVault(o: { keys: WrappedKeys; ring: KeyRing; random?: (bytes: number) => Buffer }): Vault {
  const random = o.random ?? randomBytes;
  const placeOfKey = (personId: string) => `key of ${personId}`;
  const placeOf = (personId: string, record: string) => JSON.stringify([personId, record]);

  const wrap = (personId: string, dataKey: Buffer): WrappedKey => {
    const master = o.ring.keys[o.ring.current];
    if (!master) throw new Error('the key ring of personal data lacks its current key');
    const wrapped = encrypt(master, placeOfKey(personId), dataKey, random(12));
    return { personId, masterKeyId: o.ring.current, wrapped };
  };
  const unwrap = ({ personId, masterKeyId, wrapped }: WrappedKey): Buffer => {
    const master = o.ring.keys[masterKeyId];
    if (!master) throw new Error('the key ring of personal data lacks a key that is still in use');
    return decrypt(master, placeOfKey(personId), wrapped);
  };
  const present = (kept: Kept): WrappedKey => {
    if ('erased' in kept) throw new PersonErased('this person was erased');
    return kept;
  };

  const openWith = (kept: Kept | undefined, { personId, record, sealed }: SealedRecord): unknown => {
    if (!kept) throw new NotGenuine('nobody has a key for this record');
    const text = decrypt(unwrap(present(kept)), placeOf(personId, record), sealed).toString('utf8');
    return JSON.parse(text);
  };

  return {
    async seal(personId, record, fields) {
      const known = (await o.keys.get([personId])).get(personId);
      const kept = known ?? (await o.keys.add(wrap(personId, random(32))));
      const plain = Buffer.from(JSON.stringify(fields ?? null));
      return encrypt(unwrap(present(kept)), placeOf(personId, record), plain, random(12));
    },
    async open(record) {
      return openWith((await o.keys.get([record.personId])).get(record.personId), record);
    },
    async openAll(records) {
      const kept = await o.keys.get([...new Set(records.map(({ personId }) => personId))]);
      return records.map((record) => {
        const own = kept.get(record.personId);
        return own && 'erased' in own ? null : openWith(own, record);
      });
    },
    erase: (personId) => o.keys.erase(personId),
    async rewrap(limit) {
      const old = await o.keys.notUnder(o.ring.current, limit);
      for (const key of old) await o.keys.replace(key, wrap(key.personId, unwrap(key)));
      return old.length;
    },
  };
}

/** A person's own data key, wrapped by the master key with that id. */
export interface WrappedKey {
  personId: string;
  masterKeyId: string;
  wrapped: string;
}
/** What is kept for a person: the wrapped key, or that the person was erased. */
export type Kept = WrappedKey | { personId: string; erased: true };

/** Where wrapped keys are kept. Every adapter passes `wrapped-keys-contract.ts`. */
export interface WrappedKeys {
  /** Keeps the key unless something is kept for that person already; gives what holds. */
  add(key: WrappedKey): Promise<Kept>;
  /** What is kept for these people, by person; those of whom nothing is kept are absent. */
  get(personIds: readonly string[]): Promise<Map<string, Kept>>;
  /** Drops the key for good and remembers that the person was erased. Harmless twice. */
  erase(personId: string): Promise<void>;
  /** Puts the same data key under another master key, if `before` still holds. */
  replace(before: WrappedKey, after: WrappedKey): Promise<boolean>;
  /** Keys that another master key than this one has wrapped. */
  notUnder(masterKeyId: string, limit: number): Promise<WrappedKey[]>;
}

/** Wrapped keys in memory, for tests. */
export function memoryWrappedKeys(): WrappedKeys {
  const all = new Map<string, Kept>();
  return {
    async add(key) {
      const kept = all.get(key.personId) ?? key;
      all.set(key.personId, kept);
      return kept;
    },
    get: async (personIds) =>
      new Map(
        personIds.flatMap((personId) => {
          const kept = all.get(personId);
          return kept ? [[personId, kept] as const] : [];
        }),
      ),
    erase: async (personId) => void all.set(personId, { personId, erased: true }),
    async replace(before, after) {
      const kept = all.get(before.personId);
      if (!kept || 'erased' in kept || kept.wrapped !== before.wrapped) return false;
      all.set(after.personId, after);
      return true;
    },
    notUnder: async (masterKeyId, limit) =>
      [...all.values()]
        .flatMap((kept) => ('erased' in kept || kept.masterKeyId === masterKeyId ? [] : [kept]))
        .slice(0, limit),
  };
}

/** What somebody means to do once. */
export interface Intention {
  /** The Idempotency-Key of every sending of it. */
  readonly key: string;
  /** Says that the outcome is known, whether a success or a refusal. */
  answered(): void;
}

/**
 * One Idempotency-Key per intention. It is taken at the press and kept until an answer came: a double click and every
 * retry carry the same key, also the retry of a second press after the first was answered. The same act after an answer,
 * or with other content, is a new intention.
 */
export function createIntentions(newKey: () => string) {
  const open = new Map<string, string>();
  return {
    press(path: string, body: unknown): Intention {
      const name = `${path} ${JSON.stringify(body ?? null)}`;
      const key = open.get(name) ?? newKey();
      open.set(name, key);
      return {
        key,
        answered() {
          if (open.get(name) === key) open.delete(name);
        },
      };
    },
  };
}

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
    /** Takes up an intention again whose key was kept over a reload of the page. */
    adopt(path: string, body: unknown, key: string): void {
      open.set(nameOf(path, body), key);
    },
    /** The key of what was meant and has not been answered. */
    keyOf: (path: string, body: unknown): string | undefined => open.get(nameOf(path, body)),
    press(path: string, body: unknown): Intention {
      const name = nameOf(path, body);
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

const nameOf = (path: string, body: unknown) => `${path} ${JSON.stringify(body ?? null)}`;

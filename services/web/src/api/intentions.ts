/**
 * One Idempotency-Key per intention: what a person means to do once. The key is kept until an answer came, so a double
 * click and every retry carry the same key; the same act after an answer, or with other content, is a new intention.
 */
export function createIntentions(newKey: () => string) {
  const open = new Map<string, string>();
  const nameOf = (path: string, body: unknown) => `${path} ${JSON.stringify(body ?? null)}`;
  return {
    /** The key to send with this request. */
    keyFor(path: string, body: unknown): string {
      const name = nameOf(path, body);
      const key = open.get(name) ?? newKey();
      open.set(name, key);
      return key;
    },
    /** Says that the outcome is known, whether a success or a refusal. */
    answered(path: string, body: unknown): void {
      open.delete(nameOf(path, body));
    },
  };
}
export type Intentions = ReturnType<typeof createIntentions>;

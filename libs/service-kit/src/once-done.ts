/**
 * Does `work` at the first call and gives every call its result. Throws what it throws, to all who waited, and does it anew at the next
 * call: a database that was away once must not be away for good.
 */
export function onceDone<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}

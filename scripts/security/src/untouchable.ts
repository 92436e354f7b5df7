/** Stands for everything behind the routes of a service, and tells whether anything of it was called. */
export interface Untouchable {
  /** It, as whatever the routes need. */
  as<T>(): T;
  /** From now on every call throws, and is counted. Before, routes may take it apart while they are put up. */
  arm(): void;
  /** How often something was called since the last look. */
  calls(): number;
}

/** Any property of it is again such a thing, and so is what it gives when called, until it is armed. */
export function untouchable(): Untouchable {
  let armed = false;
  let calls = 0;
  const thing: unknown = new Proxy(() => undefined, {
    // Not a promise: awaiting it must give itself.
    get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : thing),
    apply() {
      if (!armed) return thing;
      calls += 1;
      throw new Error('something behind the routes was called');
    },
  });
  return {
    as: <T>() => thing as T,
    arm: () => void (armed = true),
    calls() {
      const now = calls;
      calls = 0;
      return now;
    },
  };
}

/** What must be true before a service takes work: each check has a name, and gives true when it is. */
export interface Health {
  add(name: string, check: () => boolean | Promise<boolean>): void;
  report(): Promise<{ ready: boolean; checks: Record<string, boolean> }>;
}

/** An empty registry: ready until a check says otherwise. A check that throws counts as not ready. */
export function createHealth(): Health {
  const checks = new Map<string, () => boolean | Promise<boolean>>();
  return {
    add: (name, check) => void checks.set(name, check),
    async report() {
      const results = await Promise.all(
        [...checks].map(
          async ([name, check]) =>
            [
              name,
              await Promise.resolve()
                .then(check)
                .catch(() => false),
            ] as const,
        ),
      );
      return { ready: results.every(([, fine]) => fine), checks: Object.fromEntries(results) };
    },
  };
}

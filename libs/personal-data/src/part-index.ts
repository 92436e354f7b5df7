/**
 * Finds who has all of some digests, in memory: it holds digests and ids, never a name. Microseconds whatever the
 * database can do; filled from the database at the start of a process, and kept up by whoever writes.
 */
export interface PartIndex {
  /** Says what somebody has; what was said of them before counts no more. `group` limits who may find them. */
  put(id: string, group: string, digests: readonly string[]): void;
  remove(id: string): void;
  /** Ids of these groups that have every digest, in order, after `after`; at most `limit`. */
  find(o: {
    digests: readonly string[];
    groups: readonly string[];
    after?: string | undefined;
    limit: number;
  }): string[];
  has(id: string): boolean;
  size(): number;
}

/** An empty index. Each `put` takes a fresh slot, so lists only grow at their end and stay sorted; old slots are dead. */
export function createPartIndex(): PartIndex {
  const slots: ({ id: string; group: string } | null)[] = [];
  const slotOf = new Map<string, number>();
  const lists = new Map<string, number[]>();

  const remove = (id: string) => {
    const slot = slotOf.get(id);
    if (slot === undefined) return;
    slots[slot] = null;
    slotOf.delete(id);
  };
  return {
    remove,
    put(id, group, digests) {
      remove(id);
      const slot = slots.push({ id, group }) - 1;
      slotOf.set(id, slot);
      for (const digest of new Set(digests)) {
        const list = lists.get(digest);
        if (list) list.push(slot);
        else lists.set(digest, [slot]);
      }
    },
    find({ digests, groups, after, limit }) {
      const wanted = digests.map((digest) => lists.get(digest) ?? []).sort((a, b) => a.length - b.length);
      const [rarest = [], ...others] = wanted;
      const found: string[] = [];
      for (const slot of rarest) {
        const entry = slots[slot];
        if (!entry || !groups.includes(entry.group) || (after !== undefined && entry.id <= after)) continue;
        if (others.every((list) => holds(list, slot))) found.push(entry.id);
      }
      return found.sort().slice(0, limit);
    },
    has: (id) => slotOf.has(id),
    size: () => slotOf.size,
  };
}

/** Whether a sorted list has a number, by halving. */
function holds(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = list[middle] ?? wanted;
    if (there === wanted) return true;
    if (there < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

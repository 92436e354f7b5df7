/** Something that was meant while the connection was gone. */
export interface WaitingEntry {
  /** Whether it may have arrived: it was sent, and no answer came. */
  maybeSent: boolean;
  /** Somebody said to stop trying. */
  stopped: boolean;
}

/** What waits for the connection, for the notice that every page shows. */
export interface WaitingLine {
  /** Everything that waits now; a new array after each change. */
  entries(): readonly WaitingEntry[];
  subscribe(changed: () => void): () => void;
  /** Takes one up that was not answered; `maybeSent` stays true once it was. */
  add(entry: WaitingEntry, maybeSent: boolean): void;
  /** It was answered, or given up. */
  remove(entry: WaitingEntry): void;
  /** Nothing that waits is sent again by itself. */
  stopAll(): void;
}

export function createWaitingLine(): WaitingLine {
  let entries: readonly WaitingEntry[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly WaitingEntry[]) => {
    entries = next;
    for (const changed of listeners) changed();
  };
  return {
    entries: () => entries,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    add(entry, maybeSent) {
      if (entries.includes(entry) && (entry.maybeSent || !maybeSent)) return;
      entry.maybeSent ||= maybeSent;
      set([...entries.filter((other) => other !== entry), entry]);
    },
    remove(entry) {
      if (entries.includes(entry)) set(entries.filter((other) => other !== entry));
    },
    stopAll() {
      for (const entry of entries) entry.stopped = true;
      set([]);
    },
  };
}

/** The page's own. */
export const waitingLine = createWaitingLine();

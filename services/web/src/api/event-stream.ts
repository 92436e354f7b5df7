/** Waits between attempts to connect again, in milliseconds; the last one repeats. */
const waits = [500, 1_000, 2_000, 5_000, 10_000] as const;

export interface EventStreamOptions {
  /** Handlers by event name; each gets the event's data as text. */
  on: Readonly<Record<string, (data: string) => void>>;
  /** The stream stands; `again` after a cut, when messages may have been missed. */
  onOpen?: (again: boolean) => void;
  onCut?: () => void;
  /** How a source is opened; the browser's own unless given. */
  open?: (url: string) => EventSource;
}

/**
 * Follows a stream of server-sent events until `close`. The browser connects again by itself after a cut, but gives up for
 * good when it gets an error as an answer, as while a service restarts: then this tries again, ever more slowly.
 */
export function followEvents(url: string, o: EventStreamOptions): { close(): void } {
  const open = o.open ?? ((address) => new EventSource(address));
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let cut = false;
  const connect = () => {
    source = open(url);
    for (const [name, handler] of Object.entries(o.on))
      source.addEventListener(name, (message) => handler((message as MessageEvent<string>).data));
    source.addEventListener('open', () => {
      o.onOpen?.(cut);
      failures = 0;
      cut = false;
    });
    source.addEventListener('error', () => {
      if (!cut) o.onCut?.();
      cut = true;
      if (source.readyState !== 2) return;
      timer = setTimeout(connect, waits[Math.min(failures, waits.length - 1)]);
      failures += 1;
    });
  };
  connect();
  return {
    close() {
      clearTimeout(timer);
      source.close();
    },
  };
}

import type { Board } from '@abri/contracts/board-api';
import type { ServerResponse } from 'node:http';

/** Between two boards at least this long. */
const gapMs = 100;
/** Without any change a board is looked at again this often, because its hour moves on. */
const refreshMs = 30_000;
const heartbeatMs = 15_000;
/** A page with more than this waiting to be sent, in bytes, is dropped: it comes back and gets the newest board. */
const longestBacklogBytes = 2 * 1024 * 1024;

/** The open streams of boards. */
export interface BoardStream {
  /** Answers with the board at once, and anew whenever it has changed. */
  add(res: ServerResponse): void;
  changed(): void;
  close(): void;
}

/** Takes what gives the board now. However many pages there are, a board is made and written out once for all of them. */
export function createBoardStream(board: () => Board): BoardStream {
  /** Each page with what it was shown last, its time left out. */
  const open = new Map<ServerResponse, string>();
  let waiting: NodeJS.Timeout | undefined;
  let pushedMs = -gapMs;
  const write = (res: ServerResponse, text: string) => {
    if (res.writableLength > longestBacklogBytes) res.destroy();
    else res.write(text);
  };
  /** The board written out: what it shows, and the event that says so. */
  const written = ({ at, ...content }: Board) => {
    const shown = JSON.stringify(content);
    return { shown, text: `event: board\ndata: {"at":${JSON.stringify(at)},${shown.slice(1)}\n\n` };
  };
  const push = () => {
    clearTimeout(waiting);
    waiting = undefined;
    if (open.size === 0) return;
    pushedMs = performance.now();
    const { shown, text } = written(board());
    for (const [res, before] of open) {
      if (before === shown) continue;
      open.set(res, shown);
      write(res, text);
    }
  };
  const refresh = setInterval(push, refreshMs).unref();
  const heartbeat = setInterval(() => {
    for (const res of open.keys()) write(res, ':\n\n');
  }, heartbeatMs).unref();
  return {
    add(res) {
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      const { shown, text } = written(board());
      res.write(`retry: 1000\n\n${text}`);
      open.set(res, shown);
      res.once('close', () => open.delete(res));
    },
    changed() {
      if (open.size > 0) waiting ??= setTimeout(push, Math.max(0, pushedMs + gapMs - performance.now()));
    },
    close() {
      clearTimeout(waiting);
      clearInterval(refresh);
      clearInterval(heartbeat);
      for (const res of open.keys()) res.end();
    },
  };
}

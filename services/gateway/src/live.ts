import type { Change } from '@abri/contracts/board-api';
import type { Response } from 'express';
import { maySee } from './domain/visibility.js';
import type { Session } from './sessions.js';

/** More than this waiting to be sent, in bytes, and a client is too slow: it is dropped, comes back and fetches anew. */
const longestBacklogBytes = 64 * 1024;

type Viewer = Pick<Session, 'id' | 'startedMs' | 'tokens' | 'roles' | 'shelterIds'>;

/** The open live streams of this gateway. */
export interface LiveStreams {
  /** Answers with a stream of changes until `endsMs` (then the page comes back with a fresh session) or the page goes. */
  add(res: Response, viewer: Viewer, endsMs: number): void;
  /** `concernsShelters` are the houses in which the change is about a place. */
  publish(change: Change, concernsShelters: readonly string[]): void;
  /** Ends the streams of sessions that have been signed out. */
  endOf(isOut: (viewer: Viewer) => boolean): void;
  count(): number;
  close(): void;
}

/** Streams with a heartbeat every `heartbeatMs`, so that a dead connection is noticed by both ends. */
export function createLiveStreams(o: { heartbeatMs: number; now: () => number }): LiveStreams {
  const open = new Map<Response, { viewer: Viewer; endsMs: number }>();
  const send = (res: Response, text: string) => {
    if (res.writableLength > longestBacklogBytes) res.destroy();
    else res.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const [res, { endsMs }] of open) {
      if (o.now() >= endsMs) res.end();
      else send(res, ':\n\n');
    }
  }, o.heartbeatMs).unref();
  return {
    add(res, viewer, endsMs) {
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      res.write('retry: 1000\n\n');
      open.set(res, { viewer, endsMs });
      res.once('close', () => open.delete(res));
    },
    publish(change, concernsShelters) {
      let text: string | undefined;
      for (const [res, { viewer, endsMs }] of open) {
        if (o.now() >= endsMs || !maySee(viewer, change, concernsShelters)) continue;
        text ??= `event: change\ndata: ${JSON.stringify(change)}\n\n`;
        send(res, text);
      }
    },
    endOf(isOut) {
      for (const [res, { viewer }] of open) if (isOut(viewer)) res.end();
    },
    count: () => open.size,
    close() {
      clearInterval(heartbeat);
      for (const res of open.keys()) res.end();
    },
  };
}

import { Board } from '@abri/contracts/board-api';
import { useEffect, useState } from 'react';
import { serverNow } from '../api/clock.js';
import { followEvents } from '../api/event-stream.js';

/** The observatory sends at least every 30 s: after this much silence the board is not believed to be live. */
const silenceMs = 45_000;

export interface BoardStream {
  board: Board | null;
  /** `stale` since the instant of the last board, in milliseconds of the server's clock. */
  state: { is: 'connecting' } | { is: 'live' } | { is: 'stale'; since: number };
}

/** Follows the observatory's board. When the stream is cut or silent it says so, and keeps the last board. */
export function useBoardStream(): BoardStream {
  const [shown, setShown] = useState<BoardStream>({ board: null, state: { is: 'connecting' } });
  useEffect(() => {
    let last: number | null = null;
    const stale = () =>
      setShown((before) =>
        before.state.is === 'stale'
          ? before
          : { board: before.board, state: { is: 'stale', since: last ?? serverNow() } },
      );
    let silence = setTimeout(stale, silenceMs);
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(stale, silenceMs);
    };
    const stream = followEvents('/api/observatory/board/stream', {
      on: {
        board(data) {
          const parsed = Board.safeParse(JSON.parse(data));
          if (!parsed.success) return stale();
          last = serverNow();
          heard();
          setShown({ board: parsed.data, state: { is: 'live' } });
        },
      },
      onCut: stale,
    });
    return () => {
      clearTimeout(silence);
      stream.close();
    };
  }, []);
  return shown;
}

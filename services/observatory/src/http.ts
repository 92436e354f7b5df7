import { Board } from '@abri/contracts/board-api';
import type { Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import type { BoardStream } from './board-stream.js';
import type { LiveBoard } from './live-board.js';

const watchers: readonly Role[] = ['operator', 'observatory', 'hotline'];

/** The board, once or as a stream. */
export function boardRoutes(http: Http, o: { board: LiveBoard; stream: BoardStream }): void {
  http.route({
    method: 'get',
    path: '/board',
    summary: 'The operators’ board as it is now',
    roles: watchers,
    response: Board,
    handler: async () => o.board.now(),
  });
  http.route({
    method: 'get',
    path: '/board/stream',
    summary: 'The board as server-sent events `board`: at once, then whenever it has changed, at most ten a second',
    roles: watchers,
    answers: 'text/event-stream',
    async handler({ res }) {
      o.stream.add(res);
      return undefined;
    },
  });
}

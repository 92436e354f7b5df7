import { OwnSessions } from '@abri/contracts/board-api';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import { useCommand } from '../../api/command.js';

const sessions = 'own-sessions';

export const useOwnSessions = () =>
  useQuery({
    queryKey: [sessions],
    queryFn: ({ signal }) => call({ path: '/sessions', schema: OwnSessions, signal }),
  });
export const useEndSession = (onDone: () => void) =>
  useCommand({
    context: sessions,
    request: (id: string) => ({ path: `/sessions/${id}/end` }),
    schema: OwnSessions,
    onDone,
  });

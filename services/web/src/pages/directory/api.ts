import { ProtocolList, Team, type PutProtocol, type PutTeam } from '@abri/contracts/child-followup-api';
import { Protocol } from '@abri/contracts/child-protocol';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from '../../api/client.js';
import { useCommand } from '../../api/command.js';

const base = '/child-followup';
const teams = 'child-teams';
const protocols = 'child-protocols';

export const useProtocols = () =>
  useQuery({
    queryKey: [protocols],
    queryFn: ({ signal }) => call({ path: `${base}/protocols`, schema: ProtocolList, signal }),
  });
export const usePutTeam = (onDone: () => void) =>
  useCommand({
    context: teams,
    request: ({ teamId, team }: { teamId: string; team: z.infer<typeof PutTeam> }) => ({
      path: `${base}/teams/${teamId}`,
      method: 'PUT',
      body: team,
    }),
    schema: Team,
    onDone,
  });
export const usePutProtocol = (onDone: () => void) =>
  useCommand({
    context: protocols,
    request: ({ protocolId, protocol }: { protocolId: string; protocol: z.infer<typeof PutProtocol> }) => ({
      path: `${base}/protocols/${protocolId}`,
      method: 'PUT',
      body: protocol,
    }),
    schema: Protocol,
    onDone,
  });
export const useChooseProtocol = () =>
  useCommand({
    context: protocols,
    request: (protocolId: string) => ({ path: `${base}/current-protocol`, method: 'PUT', body: { protocolId } }),
    schema: ProtocolList,
  });

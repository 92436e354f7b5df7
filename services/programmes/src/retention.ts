import { byRetention, pageOfIds, type Retained } from '@abri/service-kit/retention';
import type { Connection } from 'mongoose';
import { retentionIsOver } from './domain/retention.js';
import type { Application } from './http.js';
import type { SeriesQueries } from './store.js';

/** Forgets the name of a participant, with an entry in the audit log before. Harmless twice. */
export async function forget(
  app: Pick<Application, 'professionals' | 'audit' | 'now'>,
  participantId: string,
  who: string,
): Promise<void> {
  await app.audit.append({ at: app.now(), who, action: 'participantErased', subject: participantId });
  await app.professionals.erase(participantId);
}

/** The participants of trainings, as retention sees them: only their names are kept, and only these go. */
export function retainedParticipants(
  connection: Connection,
  app: Parameters<typeof forget>[0] & { queries: SeriesQueries },
): Retained {
  const amongOver = async (participantIds: readonly string[], before: string) => {
    const series = await app.queries.withParticipants(participantIds);
    const over = series.filter(({ state }) => retentionIsOver(state, before));
    return new Set(over.flatMap(({ state }) => state.participants.map(({ participantId }) => participantId)));
  };
  return {
    async candidates(before, cursor, limit) {
      const due: string[] = [];
      for (let after = cursor; due.length < limit;) {
        const page = await pageOfIds(connection, 'professionals', {}, after, limit);
        const over = await amongOver(page, before);
        due.push(...page.filter((participantId) => over.has(participantId)));
        if (page.length < limit) break;
        after = page.at(-1) ?? null;
      }
      return due.slice(0, limit);
    },
    erase: async (participantId, before) => (await amongOver([participantId], before)).has(participantId),
    finish: (participantId) => forget(app, participantId, byRetention),
  };
}

import { byRetention, pageOfIds, type Retained } from '@abri/service-kit/retention';
import type { Connection } from 'mongoose';
import type { Application } from './http.js';
import { taken } from './cases.js';

/** Destroys what could tell who the person of a case was, with an entry in the audit log before. Harmless twice. */
export async function forget(
  app: Pick<Application, 'cases' | 'people' | 'audit' | 'eraseKeys' | 'now'>,
  caseId: string,
  who: string,
): Promise<void> {
  const found = await app.cases.read(caseId);
  await app.audit.append({ at: app.now(), who, action: 'personErased', subject: caseId });
  await app.people.erase(caseId);
  await app.eraseKeys(found?.state?.screenings.map(({ screeningId }) => screeningId) ?? []);
}

/** The cases of this service, as retention sees them. */
export function retainedCases(connection: Connection, app: Parameters<typeof forget>[0]): Retained {
  return {
    async candidates(before, cursor, limit) {
      const filter = {
        'state.closed.at': { $lte: before },
        'state.open': false,
        'state.erased': false,
      };
      return pageOfIds(connection, 'cases', filter, cursor, limit);
    },
    async erase(caseId, closedBefore) {
      const { state } = taken(await app.cases.execute(caseId, { do: 'endRetention', closedBefore, now: app.now() }));
      return state.erased;
    },
    finish: (caseId) => forget(app, caseId, byRetention),
  };
}

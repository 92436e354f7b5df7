import { byRetention, pageOfIds, type Retained } from '@abri/service-kit/retention';
import type { Connection } from 'mongoose';
import type { FileWork } from './files.js';
import { problemOf } from './refusals.js';

/** Destroys what could tell whose file it is, with an entry in the audit log before. Harmless twice. */
export async function forget(
  work: Pick<FileWork, 'people' | 'audit' | 'now'>,
  fileId: string,
  who: string,
): Promise<void> {
  await work.audit.append({ at: work.now(), who, action: 'personErased', subject: fileId });
  await work.people.erase(fileId);
}

/**
 * The files of this service, as retention sees them. A zone that has not ended, or a place that is held or lived in, is a
 * reason to stay: somebody is protected by it still, and whom it keeps away must be known.
 */
export function retainedFiles(
  connection: Connection,
  work: Pick<FileWork, 'files' | 'people' | 'audit' | 'queries' | 'now'>,
): Retained {
  return {
    async candidates(before, cursor, limit) {
      const filter = {
        'state.open': false,
        'state.erased': false,
        'state.decisions': { $elemMatch: { direction: 'closed', at: { $lte: before } } },
      };
      return pageOfIds(connection, 'files', filter, cursor, limit);
    },
    async erase(fileId, closedBefore) {
      const [zones, stay] = await Promise.all([work.queries.zonesOf(fileId), work.queries.siteOf(fileId)]);
      const needed = stay !== null || zones.some(({ state }) => state !== 'ended');
      if (needed) return (await work.files.read(fileId))?.state?.erased ?? false;
      const result = await work.files.execute(fileId, { do: 'endRetention', closedBefore, now: work.now() });
      if (!result.ok) throw problemOf(result);
      return result.state?.erased ?? false;
    },
    finish: (fileId) => forget(work, fileId, byRetention),
  };
}

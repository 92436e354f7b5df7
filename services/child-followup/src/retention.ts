import type { ChildCase } from '@abri/contracts/child-case';
import { byRetention, pageOfIds, type Retained } from '@abri/service-kit/retention';
import { onceDone } from '@abri/service-kit/once-done';
import type { Connection } from 'mongoose';
import { type Desk, readCase, taken } from './cases.js';

/** The cases of one child: this one, those that were joined to it, and those joined to them, the farthest first. */
export async function casesOfChild(desk: Desk, child: ChildCase): Promise<string[]> {
  const found = new Set([child.caseId]);
  for (const caseId of found) {
    const { joined } = caseId === child.caseId ? child : (await readCase(desk, caseId)).child;
    for (const other of joined) found.add(other);
  }
  return [...found].reverse();
}

/** The cases of this service, as retention sees them. */
export function retainedCases(connection: Connection, desk: Desk): Retained {
  const cases = connection.collection<{ _id: string }>('cases');
  const indexed = onceDone(() =>
    Promise.all([cases.createIndex({ 'state.child.status.at': 1 }), cases.createIndex({ 'state.child.joined': 1 })]),
  );
  return {
    async candidates(before, cursor, limit) {
      await indexed();
      const filter = {
        'state.child.status.at': { $lte: before },
        'state.child.status.state': 'closed',
        'state.child.erased': false,
      };
      return pageOfIds(connection, 'cases', filter, cursor, limit);
    },
    async erase(caseId, closedBefore) {
      // A join that a crash left half done: another case has taken this one over already, and needs what it holds.
      const takenOver = await cases.findOne({ 'state.child.joined': caseId }, { projection: { _id: 1 } });
      if (takenOver) return (await readCase(desk, caseId)).child.erased;
      const command = { do: 'endRetention', closedBefore, now: desk.now(), by: null } as const;
      return taken(await desk.cases.execute(caseId, command)).state.child?.erased ?? false;
    },
    async finish(caseId) {
      await desk.audit.append({ at: desk.now(), who: byRetention, action: 'erase', subject: caseId });
      for (const one of await casesOfChild(desk, (await readCase(desk, caseId)).child)) await desk.records.erase(one);
    },
  };
}

import type { CaseView } from '@abri/contracts/child-followup-api';
import type { User } from '@abri/service-kit/auth';
import { type Desk, problemOf, readCase } from './cases.js';
import { type Right, rightToRead } from './domain/break-glass.js';

/** The right by which a user reads a case now. Throws the problem of a case that does not exist for any who has none. */
export async function readable(desk: Pick<Desk, 'cases' | 'now'>, user: User, caseId: string) {
  const found = await readCase(desk, caseId);
  const right = rightToRead(found.state, user, desk.now());
  if (!right) throw problemOf('noSuchChildCase');
  return { ...found, right };
}

/**
 * The only way to a case's content: what is read is in the audit log first, under an action of its own when it is read in
 * an emergency. Throws when the user has no right, and when the log cannot be written.
 */
export async function openToRead(
  desk: Pick<Desk, 'cases' | 'now' | 'audit'>,
  user: User,
  caseId: string,
  reading: { what: 'case' | 'document' | 'note'; purpose?: string },
) {
  const found = await readable(desk, user, caseId);
  await auditReading(desk, user, caseId, found.right, reading);
  return found;
}

/** Writes a reading, or what is done under an opening, into the audit log. */
export async function auditReading(
  desk: Pick<Desk, 'now' | 'audit'>,
  user: User,
  caseId: string,
  right: Right,
  { what, purpose }: { what: 'case' | 'document' | 'note'; purpose?: string },
): Promise<void> {
  const entry = { at: desk.now(), who: user.id, subject: caseId };
  if (right.as === 'team') {
    await desk.audit.append({ ...entry, action: `${what}Read`, ...(purpose ? { purpose } : {}) });
    return;
  }
  const under = [right.accessId, purpose].filter(Boolean).join(' ');
  const name = { case: 'CaseRead', document: 'DocumentRead', note: 'NoteAdded' }[what];
  await desk.audit.append({ ...entry, action: `breakGlass${name}`, purpose: under });
}

/** A case as its reader may see it: who opened it in an emergency does not see why others did. */
export const viewBy = (view: CaseView, user: User, right: Right): CaseView =>
  right.as === 'team' ? view : { ...view, breakGlass: view.breakGlass.filter(({ by }) => by === user.id) };

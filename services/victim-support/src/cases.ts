import type { CommandResult } from '@abri/aggregate/aggregate';
import type { Repository } from '@abri/aggregate/repository';
import type { OpenCase, SupportCaseView } from '@abri/contracts/support-api';
import {
  categoryOn,
  hasConsent,
  SafetyPlan,
  type SupportCase,
  type VictimCategory,
} from '@abri/contracts/support-case';
import type { Audit } from '@abri/service-kit/audit';
import type { CaseCommand } from './domain/case-commands.js';
import type { CaseState } from './domain/case-state.js';
import { decide } from './domain/decide-case.js';
import type { People } from './people.js';
import { problemOf } from './refusals.js';
import type { SealedRecords } from '@abri/personal-data/sealed-records';

export type Cases = Repository<CaseState, CaseCommand>;
/** What working on cases needs. */
export interface CaseWork {
  cases: Cases;
  people: People;
  records: SealedRecords;
  audit: Audit;
  now(): string;
}
/** Who reads or changes, and for which partners: the reading is written to the audit log under `who`. */
export interface Reader {
  who: string;
  partnerIds: readonly string[];
}

/** The state of a command that was taken. Throws the problem of one that was refused. */
export function taken(result: CommandResult<CaseState>): { state: SupportCase; seq: number } {
  if (!result.ok) throw problemOf(result);
  if (!result.state) throw problemOf({ refused: 'noSuchCase' });
  return { state: result.state, seq: result.seq };
}

/** A case for partners that may see it now; the reading is in the audit log before the answer leaves. Throws the 404 problem. */
export async function readCase(
  work: CaseWork,
  caseId: string,
  reader: Reader,
  action = 'caseRead',
): Promise<SupportCaseView> {
  const found = await work.cases.read(caseId);
  return show(work, caseId, found?.state ? { state: found.state, seq: found.seq } : null, reader, action);
}

/** Does a command and shows the case after it. A withdrawal may leave nothing to see: then the answer is null. */
export async function change(
  work: CaseWork,
  caseId: string,
  command: CaseCommand,
  o: { reader: Reader; idempotencyKey: string | undefined },
): Promise<SupportCaseView | null> {
  const after = taken(await work.cases.execute(caseId, command, { idempotencyKey: o.idempotencyKey }));
  if (!mayRead(after.state, o.reader, work.now())) return null;
  return show(work, caseId, after, o.reader, command.do);
}

/** The same for a command that has a text: it is sealed first, and only when the command will be taken. */
export async function changeWithText(
  work: CaseWork,
  caseId: string,
  command: CaseCommand,
  text: { record: string; fields: unknown },
  o: { reader: Reader; idempotencyKey: string | undefined },
): Promise<SupportCaseView | null> {
  const before = await work.cases.read(caseId);
  const refusal = decide(command, before?.state ?? null);
  // A refusal is left to the write path: it may know the key, and then the first answer holds.
  if ('refused' in refusal) return change(work, caseId, command, o);
  if (!(await work.records.put(caseId, text.record, text.fields))) throw problemOf({ refused: 'idempotencyKeyReused' });
  return change(work, caseId, command, o);
}

/** As what the person of a case counts now. */
export async function categoryNow(work: CaseWork, caseId: string): Promise<VictimCategory> {
  const [found, people] = await Promise.all([work.cases.read(caseId), work.people.get([caseId])]);
  const recorded = found?.state?.category ?? 'woman';
  const person = people.get(caseId);
  return person ? categoryOn(person, work.now(), recorded) : recorded;
}

/**
 * Opens a case, or gives consent on the one that the person says is theirs. Who the person is is stored first, so that
 * no case is ever without; a repeat under the same key gets the same case.
 */
export async function openCase(
  work: CaseWork,
  body: OpenCase,
  o: {
    by: string;
    who: string;
    caseId: string;
    referralId: string;
    idempotencyKey: string | undefined;
    screening: { screeningId: string; level: SupportCase['screenings'][number]['level'] } | undefined;
  },
): Promise<SupportCaseView> {
  const { by, caseId, idempotencyKey } = o;
  const now = work.now();
  const reader = { who: o.who, partnerIds: [by] };
  const category = categoryOn(body.identity, now, body.category);
  const known = (await work.people.same(body.identity)).filter((id) => id !== caseId);
  if (body.same === 'known') {
    const [only, ...more] = known;
    if (only === undefined) throw problemOf({ refused: 'notKnown' });
    if (more.length > 0) throw problemOf({ refused: 'severalKnown' });
    await work.audit.append({ at: now, who: o.who, action: 'consentBrought', subject: only, purpose: by });
    await work.people.showTo(only, by);
    const command = { do: 'giveConsent', by, now, partnerId: by, until: body.consent.until } as const;
    return shown(await change(work, only, command, { reader, idempotencyKey }));
  }
  if (body.same === 'notAsked' && known.length > 0) throw problemOf({ refused: 'mayBeKnown' });
  const { counselling } = body;
  const command: CaseCommand = {
    do: 'open',
    by,
    now,
    category,
    door: body.door,
    openedBy: body.openedBy,
    until: body.consent.until,
    ...(o.screening ? { screening: o.screening } : {}),
    ...(counselling ? { counselling: { referralId: o.referralId, ...counselling } } : {}),
  };
  if (!(await work.cases.read(caseId))) {
    const refusal = decide(command, null);
    if ('refused' in refusal) throw problemOf(refusal);
    await work.people.put(caseId, body.identity);
    for (const partnerId of new Set([by, ...(counselling ? [counselling.partnerId] : [])]))
      await work.people.showTo(caseId, partnerId);
  }
  return shown(await change(work, caseId, command, { reader, idempotencyKey }));
}

/** The view, where the one who asks must be able to see it. */
export function shown(view: SupportCaseView | null): SupportCaseView {
  if (!view) throw problemOf({ refused: 'noSuchCase' });
  return view;
}

const mayRead = (state: SupportCase, reader: Reader, now: string) =>
  reader.partnerIds.some((partnerId) => hasConsent(state, partnerId, now));

async function show(
  work: CaseWork,
  caseId: string,
  found: { state: SupportCase; seq: number } | null,
  reader: Reader,
  action: string,
): Promise<SupportCaseView> {
  const now = work.now();
  if (!found || !mayRead(found.state, reader, now)) throw problemOf({ refused: 'noSuchCase' });
  await work.audit.append({ at: now, who: reader.who, action, subject: caseId });
  const [people, records] = await Promise.all([work.people.get([caseId]), work.records.all(caseId)]);
  const { goals, appointments, notes, safetyPlan, ...state } = found.state;
  const text = (id: string) => {
    const sealed = records.get(`text:${id}`);
    return typeof sealed === 'string' ? sealed : '';
  };
  const plan = safetyPlan && SafetyPlan.safeParse(records.get(`safety:${safetyPlan.recordId}`)).data;
  return {
    ...state,
    caseId,
    seq: found.seq,
    identity: people.get(caseId) ?? null,
    goals: goals.map(({ steps, ...goal }) => ({
      ...goal,
      text: text(goal.goalId),
      steps: steps.map((step) => ({ ...step, text: text(step.stepId) })),
    })),
    appointments: appointments.map((one) => ({ ...one, text: text(one.appointmentId) })),
    notes: notes.map((note) => ({ ...note, text: text(note.noteId) })),
    safetyPlan: safetyPlan && plan ? { at: safetyPlan.at, plan } : null,
  };
}

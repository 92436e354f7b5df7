import type { Agenda, AgendaEntry, SupportCaseLine, SupportCaseList } from '@abri/contracts/support-api';
import type { SupportCase } from '@abri/contracts/support-case';
import type { SealedRecords } from '@abri/personal-data/sealed-records';
import { fullName, type People } from './people.js';
import type { CaseQueries, CaseRow } from './store.js';

interface Lists {
  queries: CaseQueries;
  people: People;
}
type WithTexts = Lists & { records: Pick<SealedRecords, 'each'> };
type Page = { partnerIds: readonly string[]; now: string; limit: number };

/** Where a list goes on: opaque to the caller. */
const write = (place: readonly string[]) => Buffer.from(JSON.stringify(place)).toString('base64url');
/** The two parts of a cursor, or null for none or one that is not ours. */
export function readCursor(cursor: string | undefined): [string, string] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString('utf8'));
    if (!Array.isArray(place)) return null;
    const [one, other] = place as unknown[];
    return typeof one === 'string' && typeof other === 'string' ? [one, other] : null;
  } catch {
    return null;
  }
}

/** The cases that the partners may see, the last touched first. */
export async function listCases(
  lists: Lists,
  { cursor, open, ...page }: Page & { cursor: string | undefined; open: boolean },
): Promise<SupportCaseList> {
  const place = readCursor(cursor);
  const from = place && { touchedAt: place[0], caseId: place[1] };
  const rows = await lists.queries.list({ ...page, open, cursor: from });
  const last = rows.at(-1);
  return {
    cases: await linesOf(lists, rows, page),
    nextCursor: last && rows.length === page.limit ? write([last.state.touchedAt, last.caseId]) : null,
  };
}

/** Cases whose person's name has the part typed, among those that the partners may see. */
export async function searchCases(
  lists: Lists,
  { cursor, part, ...page }: Page & { cursor: string | undefined; part: string },
): Promise<SupportCaseList> {
  const found: CaseRow[] = [];
  let after = readCursor(cursor)?.[1] ?? null;
  for (;;) {
    const ids = await lists.people.search({ ...page, part, cursor: after });
    const seen = new Map((await lists.queries.among(ids, page.partnerIds, page.now)).map((row) => [row.caseId, row]));
    for (const id of ids) {
      const row = seen.get(id);
      if (row) found.push(row);
      after = id;
      if (found.length === page.limit) break;
    }
    if (found.length === page.limit || ids.length < page.limit) break;
  }
  const more = found.length === page.limit && after !== null;
  return { cases: await linesOf(lists, found, page), nextCursor: more ? write(['', after ?? '']) : null };
}

/** What the partners have to do by `until`: appointments and steps, those of one page of cases by time. */
export async function agenda(
  lists: WithTexts,
  { cursor, until, ...page }: Page & { cursor: string | undefined; until: string },
): Promise<Agenda> {
  const rows = await lists.queries.withWork({ ...page, cursor: readCursor(cursor)?.[1] ?? null });
  const people = await lists.people.get(rows.map(({ caseId }) => caseId));
  const entries = rows.flatMap(({ caseId, state }) => {
    const person = people.get(caseId);
    const name = person ? fullName(person) : '';
    return entriesOf(state, page.partnerIds, until).map((entry) => ({ caseId, name, ...entry }));
  });
  const texts = await lists.records.each(entries.map(({ caseId, id }) => ({ personId: caseId, record: `text:${id}` })));
  const told = entries.map((entry, at) => ({ ...entry, text: typeof texts[at] === 'string' ? texts[at] : '' }));
  const last = rows.at(-1);
  return {
    entries: told.sort((a, b) => (a.at < b.at ? -1 : 1)),
    nextCursor: last && rows.length === page.limit ? write(['', last.caseId]) : null,
  };
}

function entriesOf(
  state: SupportCase,
  partnerIds: readonly string[],
  until: string,
): Omit<AgendaEntry, 'caseId' | 'name'>[] {
  const appointments = state.appointments
    .filter((one) => one.state === 'planned' && partnerIds.includes(one.partnerId) && one.startsAt <= until)
    .map(({ partnerId, appointmentId, startsAt, kind, reminder }) => ({
      partnerId,
      what: 'appointment' as const,
      id: appointmentId,
      goalId: null,
      at: startsAt,
      kind,
      reminder,
      overdue: false,
    }));
  const steps = state.goals.flatMap(({ goalId, steps: all }) =>
    all
      .filter((step) => step.state === 'open' && partnerIds.includes(step.partnerId) && step.dueOn <= until)
      .map(({ partnerId, stepId, dueOn, overdue }) => ({
        partnerId,
        what: 'step' as const,
        id: stepId,
        goalId,
        at: dueOn,
        kind: null,
        reminder: null,
        overdue,
      })),
  );
  return [...appointments, ...steps];
}

async function linesOf(lists: Lists, rows: readonly CaseRow[], page: Page): Promise<SupportCaseLine[]> {
  const people = await lists.people.get(rows.map(({ caseId }) => caseId));
  return rows.map(({ caseId, state }) => {
    const person = people.get(caseId);
    const steps = state.goals.flatMap((goal) => goal.steps);
    const consents = state.consents.filter((one) => page.partnerIds.includes(one.partnerId) && one.ended === 'no');
    const ahead = state.appointments.filter((one) => one.state === 'planned' && one.startsAt > page.now);
    return {
      caseId,
      name: person ? fullName(person) : '',
      birthDate: person?.birthDate ?? null,
      category: state.category,
      door: state.door,
      open: state.open,
      touchedAt: state.touchedAt,
      consentUntil:
        consents
          .map(({ until }) => until)
          .sort()
          .at(-1) ?? state.touchedAt,
      nextAppointment: ahead.map(({ startsAt }) => startsAt).sort()[0] ?? null,
      openSteps: steps.filter((step) => step.state === 'open').length,
      overdueSteps: steps.filter((step) => step.overdue).length,
    };
  });
}

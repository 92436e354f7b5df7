import type { FileLine, FileList } from '@abri/contracts/hosting-api';
import { fullName, type People } from './people.js';
import type { FileRow, Queries } from './store.js';

interface Lists {
  people: People;
  queries: Queries;
}

/** Where a list goes on: opaque to the caller. */
const write = (place: readonly string[]) => Buffer.from(JSON.stringify(place)).toString('base64url');
/** The two parts of a cursor, or null for none or one that is not ours. */
function read(cursor: string | undefined): [string, string] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString('utf8'));
    if (!Array.isArray(place)) return null;
    const [one, other] = place as unknown[];
    return typeof one === 'string' && typeof other === 'string' ? [one, other] : null;
  } catch {
    return null;
  }
}

/** Files, the last touched first. */
export async function listFiles(
  lists: Lists,
  o: {
    who: string;
    mine: boolean;
    agencies: readonly string[] | null;
    open: boolean;
    cursor: string | undefined;
    limit: number;
  },
): Promise<FileList> {
  const place = read(o.cursor);
  const rows = await lists.queries.files({
    followedBy: o.mine ? o.who : null,
    agencies: o.agencies,
    open: o.open,
    cursor: place && { touchedAt: place[0], fileId: place[1] },
    limit: o.limit,
  });
  const last = rows.at(-1);
  return {
    files: await linesOf(lists, rows, o.who),
    nextCursor: last && rows.length === o.limit ? write([last.state.touchedAt, last.fileId]) : null,
  };
}

/** Files whose person's name has the part typed. */
export async function searchFiles(
  lists: Lists,
  o: { who: string; part: string; cursor: string | undefined; limit: number },
): Promise<FileList> {
  const ids = await lists.people.search({ part: o.part, cursor: read(o.cursor)?.[1] ?? null, limit: o.limit });
  const rows = new Map((await lists.queries.filesOf(ids)).map((row) => [row.fileId, row]));
  const found = ids.flatMap((id) => rows.get(id) ?? []);
  const last = ids.at(-1);
  return {
    files: await linesOf(lists, found, o.who),
    nextCursor: last !== undefined && ids.length === o.limit ? write(['', last]) : null,
  };
}

async function linesOf(lists: Lists, rows: readonly FileRow[], who: string): Promise<FileLine[]> {
  const people = await lists.people.get(rows.map(({ fileId }) => fileId));
  return rows.map(({ fileId, state }) => {
    const person = people.get(fileId);
    const running = state.measures.filter((one) => one.state === 'running');
    return {
      fileId,
      name: person ? fullName(person) : '',
      birthDate: person?.birthDate ?? null,
      danger: state.danger,
      rung: state.rung,
      open: state.open,
      mine: state.followedBy === who,
      // A file from before agencies were entered has none.
      agencyId: state.agencyId ?? null,
      touchedAt: state.touchedAt,
      openBreaches: state.breaches.filter((one) => one.state === 'open').length,
      proposal: state.proposals.findLast((one) => one.state === 'open') ?? null,
      nextEnd: running.map(({ until }) => until).sort()[0] ?? null,
    };
  });
}

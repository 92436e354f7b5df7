import type { CommandResult } from '@abri/aggregate/aggregate';
import type { Repository } from '@abri/aggregate/repository';
import type { Series, SeriesTexts } from '@abri/contracts/programme';
import type { ProgrammeResults, SeriesLine, SeriesView } from '@abri/contracts/programmes-api';
import type { User } from '@abri/service-kit/auth';
import type { SeriesCommand } from './domain/decide.js';
import { freeSeats } from './domain/participants.js';
import { publicSeries } from './domain/series-aggregate.js';
import type { SeriesState } from './domain/state.js';
import { problemOf } from './refusals.js';
import type { Professionals, SeriesQueries, SeriesRow, TextBook } from './store.js';

export type AllSeries = Repository<SeriesState, SeriesCommand>;
/** What working on series needs. */
export interface SeriesWork {
  series: AllSeries;
  queries: SeriesQueries;
  texts: TextBook;
  professionals: Professionals;
  /** The participant id of a signed-in person in a series: always the same, and nobody else can compute it. */
  ownParticipantId(user: Pick<User, 'id'>, seriesId: string): string;
}

/** Whether somebody runs the programmes; others see trainings and public events, and no name but their own. */
export const runsProgrammes = (user: Pick<User, 'roles'>): boolean => user.roles.includes('programmes');
/** The kinds of which everybody in the network may know. */
export const openKinds = ['training', 'public'] as const;

/** The state of a command that was taken. Throws the problem of one that was refused. */
export function taken(result: CommandResult<SeriesState>): { state: Series; seq: number } {
  if (!result.ok) throw problemOf(result);
  if (!result.state) throw problemOf({ refused: 'noSuchSeries' });
  return { state: result.state, seq: result.seq };
}

/** A series that the user may know of. Throws the 404 problem. */
export async function readSeries(
  work: SeriesWork,
  seriesId: string,
  user: Pick<User, 'roles'>,
): Promise<{ state: Series; seq: number }> {
  const found = await work.series.read(seriesId);
  const open = openKinds.some((kind) => kind === found?.state?.programme.kind);
  if (!found?.state || !(open || runsProgrammes(user))) throw problemOf({ refused: 'noSuchSeries' });
  return { state: found.state, seq: found.seq };
}

const untitled: SeriesTexts = { title: '', place: '', materials: [] };

/** A series as a user may see it: names only for those who run the programmes. */
export async function viewOf(
  work: SeriesWork,
  seriesId: string,
  { state, seq }: { state: Series; seq: number },
  user: Pick<User, 'id' | 'roles'>,
): Promise<SeriesView> {
  const { textId, participants, sessions, ...rest } = state;
  const own = participants.find(({ participantId }) => participantId === work.ownParticipantId(user, seriesId));
  const runs = runsProgrammes(user);
  const shown = runs ? participants : participants.filter((one) => one === own);
  const [texts, people] = await Promise.all([
    work.texts.get([textId]),
    work.professionals.get(shown.map(({ participantId }) => participantId)),
  ]);
  return {
    ...rest,
    seriesId,
    seq,
    texts: texts.get(textId) ?? untitled,
    sessions: runs ? sessions : sessions.map((session) => ({ ...session, attended: [], feedback: null })),
    participants: shown.map((one) => ({ ...one, professional: people.get(one.participantId) ?? null })),
    freeSeats: freeSeats(state),
    own: own ?? null,
  };
}

/** Lines of a list. */
export async function linesOf(work: SeriesWork, rows: readonly SeriesRow[]): Promise<SeriesLine[]> {
  const texts = await work.texts.get(rows.map(({ state }) => state.textId));
  return rows.map(({ seriesId, state }) => {
    const { title, place } = texts.get(state.textId) ?? untitled;
    const { programme, completed, sessions, signedUp } = publicSeries(state);
    const waiting = state.participants.filter((one) => one.state === 'waiting').length;
    return { seriesId, programme, title, place, completed, sessions, signedUp, waiting, freeSeats: freeSeats(state) };
  });
}

/** What was done between two instants, counted from the series themselves. */
export async function resultsOf(work: SeriesWork, year: number, from: string, to: string): Promise<ProgrammeResults> {
  const results: ProgrammeResults = {
    year,
    pupils: 0,
    schoolSessions: 0,
    publicReached: 0,
    publicEvents: 0,
    professionalsTrained: 0,
    trainedBySubject: { reception: 0, detection: 0 },
    therapySessions: { men: 0, women: 0, children: 0 },
  };
  const limit = 200;
  for (let cursor: string | null = null; ;) {
    const kinds = ['school', 'public', 'training', 'therapy'] as const;
    const rows: SeriesRow[] = await work.queries.list({ kinds, from, to, cursor, limit });
    for (const { state } of rows) add(results, state, from, to);
    cursor = rows.at(-1)?.seriesId ?? null;
    if (rows.length < limit) return results;
  }
}

function add(results: ProgrammeResults, { programme, sessions, participants }: Series, from: string, to: string): void {
  const held = sessions.filter(({ state, startsAt }) => state === 'held' && startsAt >= from && startsAt < to);
  const reached = held.reduce((sum, session) => sum + (session.reached ?? 0), 0);
  switch (programme.kind) {
    case 'school':
      results.pupils += reached;
      results.schoolSessions += held.length;
      return;
    case 'public':
      results.publicReached += reached;
      results.publicEvents += held.length;
      return;
    case 'therapy':
      results.therapySessions[programme.audience] += held.length;
      return;
    case 'training': {
      // A training counts in the year of its last session, whole.
      const last = sessions.filter(({ state }) => state === 'held').at(-1);
      if (!last || last.startsAt < from || last.startsAt >= to) return;
      const trained = participants.filter(({ certificateId }) => certificateId !== null).length;
      results.professionalsTrained += trained;
      results.trainedBySubject[programme.subject] += trained;
    }
  }
}

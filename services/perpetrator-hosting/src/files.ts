import type { Repository } from '@abri/aggregate/repository';
import type { PenalFileView, StayView, ZoneView } from '@abri/contracts/hosting-api';
import type { PenalFile } from '@abri/contracts/penal-file';
import type { Audit } from '@abri/service-kit/audit';
import { liesIn } from './domain/areas.js';
import { decide } from './domain/decide-file.js';
import type { FileCommand, MediationUpTo } from './domain/file-commands.js';
import type { FileState } from './domain/file-state.js';
import { mediationRefused } from './domain/mediation.js';
import type { Zone } from './domain/zone.js';
import type { People } from './people.js';
import { problemOf } from './refusals.js';
import type { SealedRecords } from '@abri/personal-data/sealed-records';
import type { Queries } from './store.js';

/** What working on files needs. */
export interface FileWork {
  files: Repository<FileState, FileCommand>;
  people: People;
  records: SealedRecords;
  queries: Queries;
  audit: Audit;
  mediationUpTo: MediationUpTo;
  now(): string;
}
/** Who acts, and the key that makes a repeat harmless. */
export interface Acting {
  who: string;
  idempotencyKey: string | undefined;
}

/** A file; the reading is in the audit log before the answer leaves. Throws the 404 problem. */
export async function readFile(
  work: FileWork,
  fileId: string,
  who: string,
  action = 'fileRead',
): Promise<PenalFileView> {
  return show(work, fileId, who, action);
}

/** The state of a file that is there. Throws the 404 problem. */
export async function fileState(work: FileWork, fileId: string): Promise<PenalFile> {
  const found = await work.files.read(fileId);
  if (!found?.state) throw problemOf({ refused: 'noSuchFile' });
  return found.state;
}

/**
 * Does a command and shows the file after it. A text that goes with it is sealed first, and only when the command will
 * be taken. Throws the problem of a refusal.
 */
export async function change(
  work: FileWork,
  fileId: string,
  command: FileCommand,
  { who, idempotencyKey }: Acting,
  text?: { id: string; text: string },
): Promise<PenalFileView> {
  if (text && text.text !== '') {
    const before = await work.files.read(fileId);
    // A refusal is left to the write path: it may know the key, and then the first answer holds.
    const taken = !('refused' in decide(command, before?.state ?? null));
    if (taken && !(await work.records.put(fileId, `text:${text.id}`, text.text)))
      throw problemOf({ refused: 'idempotencyKeyReused' });
  }
  const result = await work.files.execute(fileId, command, { idempotencyKey });
  if (!result.ok) throw problemOf(result);
  return show(work, fileId, who, command.do);
}

async function show(work: FileWork, fileId: string, who: string, action: string): Promise<PenalFileView> {
  const now = work.now();
  const found = await work.files.read(fileId);
  if (!found?.state) throw problemOf({ refused: 'noSuchFile' });
  await work.audit.append({ at: now, who, action, subject: fileId });
  const [people, records, zones, stay] = await Promise.all([
    work.people.get([fileId]),
    work.records.all(fileId),
    work.queries.zonesOf(fileId),
    work.queries.siteOf(fileId),
  ]);
  const text = (id: string) => {
    const sealed = records.get(`text:${id}`);
    return typeof sealed === 'string' ? sealed : '';
  };
  const { followedBy, decisions, breaches, notes, ...state } = found.state;
  const today = now.slice(0, 10);
  const consents = { perpetratorOn: today, victimOn: today };
  const mediation = mediationRefused(found.state, { consents, upTo: work.mediationUpTo, now });
  return {
    ...state,
    fileId,
    seq: found.seq,
    mine: followedBy === who,
    identity: people.get(fileId) ?? null,
    decisions: decisions.map(({ by, ...one }) => ({ ...one, mine: by === who, text: text(one.decisionId) })),
    breaches: breaches.map((one) => ({ ...one, text: text(one.breachId) })),
    notes: notes.map(({ noteId, at, by }) => ({ noteId, at, mine: by === who, text: text(noteId) })),
    zones: zones.map(zoneView),
    stay: stayOf(fileId, stay, zones),
    mediation: mediation?.refused ?? null,
  };
}

/** A zone as the justice side sees it: how many cases it protects, and not which. */
export const zoneView = ({
  zoneId,
  area,
  from,
  until,
  state,
  links,
  hostedAway,
  breaches,
}: Zone & { zoneId: string }): ZoneView => ({
  zoneId,
  area,
  from,
  until,
  state,
  protects: links.length,
  hostedAway,
  breaches,
});

function stayOf(
  fileId: string,
  found: Awaited<ReturnType<Queries['siteOf']>>,
  zones: readonly Zone[],
): StayView | null {
  const site = found?.state.site;
  const hosted = found?.state.hosted.find((one) => one.fileId === fileId);
  const hold = site?.holds.find((one) => one.holdId === hosted?.holdId);
  if (!found || !site || !hold) return null;
  return {
    siteId: found.siteId,
    siteName: site.name,
    commune: site.commune,
    place: site.places.find(({ placeId }) => placeId === hold.placeId)?.label ?? '',
    hold,
    inZone: zones.some((zone) => zone.state !== 'ended' && liesIn(site.commune, zone.area)),
    despite: hosted?.despite ?? false,
  };
}

import type { HostingEvent, ZoneEvent } from '@abri/contracts/hosting-events';
import { rungOf, type MeasureKind } from '@abri/contracts/penal-file';
import { momentAt } from './calendar.js';
import { add, type Tally } from './tally.js';

/** A file: the year in which it was opened, the highest rung it has reached, and how many breaches were reported. */
export interface FileRecord {
  year: number;
  furthest: MeasureKind | null;
  breaches: number;
}
export interface Penal {
  files: Map<string, FileRecord>;
  /** Holds of hosting places in which somebody lives now: each with its site, since an id is a site's own. */
  hosted: Set<string>;
}

/** Counts an event of `hosting.events.v1`. */
export function foldPenal(tally: Tally, { files, hosted }: Penal, event: HostingEvent): void {
  const { year, day } = momentAt(event.at);
  switch (event.type) {
    case 'FileOpened':
      files.set(event.aggregateId, { year, furthest: null, breaches: 0 });
      add(tally, year, 'filesByDoor', event.data.door);
      return add(tally, year, 'furthest', 'none');
    case 'MeasureStarted':
      add(tally, year, 'measures', event.data.kind);
      return climbs(tally, files.get(event.aggregateId), event.data.kind);
    case 'DecisionTaken':
      return add(tally, year, 'decisions', event.data.direction);
    case 'MeasureBreached': {
      add(tally, year, 'breachesByKind', event.data.kind);
      add(tally, year, 'breachesBySeverity', event.data.severity);
      const file = files.get(event.aggregateId);
      if (file && ++file.breaches === 2) add(tally, year, 'single', 'repeats');
      return;
    }
    case 'BreachAnswered':
      return add(tally, year, 'answers', event.data.as);
    case 'HostedPersonArrived':
      if (hosted.has(stayOf(event))) return;
      hosted.add(stayOf(event));
      add(tally, year, 'single', 'hosted');
      return add(tally, year, 'hostedNights', day);
    case 'HostedPersonLeft':
      if (hosted.delete(stayOf(event))) add(tally, year, 'hostedNights', day, -1);
      return;
  }
}

const stayOf = ({ aggregateId, data }: { aggregateId: string; data: { holdId: string } }) =>
  `${aggregateId}/${data.holdId}`;

function climbs(tally: Tally, file: FileRecord | undefined, kind: MeasureKind): void {
  if (!file || rungOf(kind) <= rungOf(file.furthest)) return;
  add(tally, file.year, 'furthest', file.furthest ?? 'none', -1);
  add(tally, file.year, 'furthest', kind);
  file.furthest = kind;
}

/** Counts an event of `exclusion-zones.events.v1`. */
export function foldZone(tally: Tally, event: ZoneEvent): void {
  const { year } = momentAt(event.at);
  if (event.type === 'ZoneSet') add(tally, year, 'single', 'zonesSet');
  if (event.type === 'ZoneBreached') add(tally, year, 'single', 'zoneBreaches');
}

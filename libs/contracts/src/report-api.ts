import { z } from 'zod';
import { CommuneCode } from './vocabulary.js';

/**
 * A count as it may be shown. `full` and `partner` views hold numbers only. In the `outside` view a count from 0 to 4 is `'<5'`,
 * and a greater one is `'hidden'` where it would give a small one away. Decision 0020 says how.
 */
export const Shown = z.union([z.int(), z.literal('<5'), z.literal('hidden')]);
export type Shown = z.infer<typeof Shown>;
/** A rate, share or percentile; null where there is nothing to measure, or where a count behind it is not shown. */
const Derived = z.number().nullable();
/** A day of the district's calendar (Europe/Paris). */
const Day = z.iso.date();

/** A total and the parts that add up to it. Every possible part is there, also one of nought; the order is the vocabulary's. */
export const Breakdown = z.strictObject({
  total: Shown,
  parts: z.array(z.strictObject({ key: z.string(), count: Shown })),
});
export type Breakdown = z.infer<typeof Breakdown>;
/** A total by month of the district's calendar: twelve parts, `01` to `12`. */
const ByMonth = Breakdown;

/** How long something took, in milliseconds: how many there were, and percentiles by nearest rank, each within 1 %. */
export const Durations = z.strictObject({ count: Shown, p50: Derived, p90: Derived, p99: Derived });
export type Durations = z.infer<typeof Durations>;

/**
 * Who looks. `full` (observatory, operator): everything. `partner` (the other roles): everything but where shelter places are.
 * `outside` (anything that leaves the partners' circle): small counts hidden, a smaller flow, nothing of where shelter places are,
 * and only years that are over (else 409 `year-not-over`).
 */
export const ReportView = z.enum(['full', 'partner', 'outside']);
export type ReportView = z.infer<typeof ReportView>;

export const ResultName = z.enum([
  'pupils',
  'professionals',
  'victims',
  'women',
  'men',
  'children',
  'sheltered',
  'mediations',
  'probations',
  'socialSurveys',
  'hosted',
  'therapySessions',
]);
export type ResultName = z.infer<typeof ResultName>;
/** A published figure; `atLeast` is a lower bound ("over 1,000") and is shown and compared as one. */
export const PublishedFigure = z.strictObject({ value: z.int(), bound: z.enum(['exact', 'atLeast']) });
export type PublishedFigure = z.infer<typeof PublishedFigure>;
/** One row of the scheme's own table of results. */
export const ResultRow = z.strictObject({
  result: ResultName,
  /** What the district published for `publishedYear`. */
  published: PublishedFigure,
  /** What the events of the report's year say. */
  ours: Shown,
  /** Against an exact figure `equal`, `more` or `less`; against a bound `reached` or `below`; null where ours is not shown. */
  compared: z.enum(['equal', 'more', 'less', 'reached', 'below']).nullable(),
  /** For 10,000 inhabitants: ours by today's register, the published by its own number of inhabitants. */
  ratePer10000: Derived,
  publishedRatePer10000: z.number(),
});
export type ResultRow = z.infer<typeof ResultRow>;
/** Something to say beside the table. The parts of the published total give another sum: neither is corrected. */
export const ResultNote = z.strictObject({
  code: z.literal('publishedPartsDoNotAddUp'),
  of: ResultName,
  parts: z.array(z.int()),
  sum: z.int(),
  published: z.int(),
});
export type ResultNote = z.infer<typeof ResultNote>;

/** Bed nights of houses, of one kind or of all: a night lies on the day on which it begins. */
export const Nights = z.strictObject({
  /** Beds in service, summed over the nights. */
  available: Shown,
  /** Beds of households that had arrived, summed over the nights. */
  occupied: Shown,
  /** Occupied by available, 0 to 1. */
  occupancy: Derived,
});
export type Nights = z.infer<typeof Nights>;

/** A Sankey diagram of requests of the year, from the call on. What flows into a node is what flows out of it or stays. */
export const Flow = z.strictObject({
  nodes: z.array(z.strictObject({ id: z.string() })),
  links: z.array(z.strictObject({ from: z.string(), to: z.string(), count: Shown })),
});
export type Flow = z.infer<typeof Flow>;

/** Shelter use: from the call to the last night. */
export const ShelterSection = z.strictObject({
  /** Requests by the month of the call, and by danger level. */
  requestsByMonth: ByMonth,
  requestsByDanger: Breakdown,
  /** Requests of the year by where they stand: open, placed, arrived, neverArrived, withdrawn, referred, staysHome. */
  outcomes: Breakdown,
  withdrawals: Breakdown,
  referrals: Breakdown,
  /** Calls by weekday and hour of the district's clock, as `1-00` (Monday, midnight to one) to `7-23`. */
  callsByWeekdayAndHour: Breakdown,
  /** Nodes: called, atOnce, waited, unanswered, then the outcomes. In the outside view: called and the outcomes only. */
  flow: Flow,
  /** From the call to the first offer, and to the confirmed bed, by the year of the offer and of the bed. */
  timeToOffer: Durations,
  timeToBed: Durations,
  /** People of households that arrived for the first time, by woman, man, child; and how many households they were. */
  sheltered: Breakdown,
  shelteredHouseholds: z.strictObject({ count: Shown }),
  /** Offers that a house declined, by reason; `unanswered` ran out without an answer. */
  refusals: Breakdown,
  nights: z.strictObject({ all: Nights, shelter: Nights, hotel: Nights }),
  /** The same of all houses by month; null in the outside view, where a month may be one household. */
  nightsByMonth: z.array(z.strictObject({ month: z.string(), ...Nights.shape })).nullable(),
  /** Alerts that a place was not safe any more, and households that moved. */
  unsafeAlerts: z.strictObject({ count: Shown }),
  moves: z.strictObject({ count: Shown }),
});
/**
 * The yardstick of the Istanbul Convention (article 23; explanatory report, paragraph 135): one family place for every 10,000
 * inhabitants. A family place is an exclusive unit of two beds or more, in service, in a house that is no hotel, on the last day.
 */
export const FamilyPlaces = z.strictObject({
  needed: z.int(),
  there: z.int(),
  per10000: z.number(),
  /** Beds in shared units of shelters, and beds in hotels: not counted as family places. */
  sharedBeds: z.int(),
  hotelBeds: z.int(),
});
export type FamilyPlaces = z.infer<typeof FamilyPlaces>;

/** Victims, as victim support counts them. */
export const VictimsSection = z.strictObject({
  /** A person counts once a year, as woman, man or child. */
  byCategory: Breakdown,
  byMonth: ByMonth,
  /** Cases opened: by the door, and by who opened them. */
  casesByDoor: Breakdown,
  casesByOpener: Breakdown,
  closings: Breakdown,
  /** Screenings recorded, by level; what followed them. */
  screeningsByLevel: Breakdown,
  screeningOutcomes: Breakdown,
  counsellingOutcomes: Breakdown,
  appointments: Breakdown,
});
/** Children, as child follow-up counts them: other figures than the children among the victims, and never added to them. */
export const ChildrenSection = z.strictObject({
  /** Cases opened in the year; one that was joined to another of the same child does not count. By age band: 0-2, 3-5, 6-10, 11-14, 15-17. */
  casesByAge: Breakdown,
  casesBySource: Breakdown,
  /** First contacts due in the year: inTime, late, overdue (not done, its day is over), notYetDue, cancelled. */
  firstContact: Breakdown,
  /** In time, of those done or overdue; 0 to 1. */
  firstContactInTime: Derived,
  /** All tasks due in the year, in the same way. */
  tasks: Breakdown,
  /** Overdue tasks that nobody had seen, told to the team's lead. */
  leadAlerts: z.strictObject({ count: Shown }),
  /** Worrying reports to the CRIP. */
  worryingReports: Breakdown,
  outcomes: Breakdown,
});
/** The graded penal response. */
export const PenalSection = z.strictObject({
  filesByDoor: Breakdown,
  /** Measures begun, by rung of the ladder. */
  measures: Breakdown,
  /** Files opened in the year, by the highest rung they have reached since; `none` for no measure yet. */
  furthest: Breakdown,
  decisions: Breakdown,
  breachesByKind: Breakdown,
  breachesBySeverity: Breakdown,
  answers: Breakdown,
  /** Files in which a second breach was reported in the year. */
  repeats: z.strictObject({ count: Shown }),
  hosted: z.strictObject({ count: Shown }),
  hostedNights: z.strictObject({ count: Shown }),
  zonesSet: z.strictObject({ count: Shown }),
  zoneBreaches: z.strictObject({ count: Shown }),
});
/** Awareness, training and therapy. */
export const ProgrammesSection = z.strictObject({
  pupilsByLevel: Breakdown,
  publicByForm: Breakdown,
  professionalsByField: Breakdown,
  professionalsBySubject: Breakdown,
  therapySessionsByAudience: Breakdown,
  /** Sessions held, by kind: school, public, training, therapy; and by month. */
  sessionsByKind: Breakdown,
  sessionsByMonth: ByMonth,
});
/** One commune of the district. No event says in which commune a victim lives or calls from, on purpose (decision 0021). */
export const CommuneRow = z.strictObject({
  commune: CommuneCode,
  name: z.string(),
  inhabitants: z.int(),
  pupils: Shown,
  pupilsPer10000: Derived,
  /** People reached by awareness of the general public. */
  public: Shown,
  publicPer10000: Derived,
  sessions: Shown,
  /** Beds in service on the last day; null in every view but `full`: where shelters are is nobody else's business. */
  beds: z.int().nullable(),
});
export type CommuneRow = z.infer<typeof CommuneRow>;

/** The yearly report, made from the events alone. */
export const Report = z.strictObject({
  year: z.int(),
  view: ReportView,
  /** Up to and including this day: the last of the year, or today where the year is not over. */
  until: Day,
  /** Whether the year is over. */
  complete: z.boolean(),
  district: z.strictObject({ code: z.string(), name: z.string(), inhabitants: z.int() }),
  results: z.strictObject({
    publishedYear: z.int(),
    publishedInhabitants: z.int(),
    rows: z.array(ResultRow),
    notes: z.array(ResultNote),
  }),
  victims: VictimsSection,
  shelter: ShelterSection,
  familyPlaces: FamilyPlaces,
  children: ChildrenSection,
  penal: PenalSection,
  programmes: ProgrammesSection,
  communes: z.array(CommuneRow),
});
export type Report = z.infer<typeof Report>;

/** Years of which there are events, the first one first. */
export const ReportYears = z.strictObject({ years: z.array(z.int()) });
/** One figure in two years. `change` is `this` less `other`; it and the ratio are null where one of them is not shown. */
export const ComparedFigure = z.strictObject({
  /** Path of the figure in the report, such as `results.women` or `shelter.refusals.staffing`. */
  figure: z.string(),
  this: Shown,
  other: Shown,
  change: z.int().nullable(),
  ratio: Derived,
});
export type ComparedFigure = z.infer<typeof ComparedFigure>;
/** Year against year: every count of the two reports. */
export const ReportComparison = z.strictObject({
  year: z.int(),
  with: z.int(),
  view: ReportView,
  figures: z.array(ComparedFigure),
});
export type ReportComparison = z.infer<typeof ReportComparison>;

const Year = z.coerce.number().int().min(1990).max(2200);
/** `view` may be narrower than what the role allows (to see what others see), never wider. */
export const ReportQuery = z.strictObject({ year: Year, view: ReportView.optional() });
export const ComparisonQuery = z.strictObject({ year: Year, with: Year, view: ReportView.optional() });
export const PdfQuery = z.strictObject({
  year: Year,
  view: ReportView.optional(),
  lang: z.enum(['fr', 'en']).default('fr'),
});

/** The tables that can be exported: each row is one figure (`report`), one month, one commune, one link of the flow. */
export const ExportTable = z.enum(['report', 'results', 'by-month', 'by-commune', 'calls', 'flow']);
export type ExportTable = z.infer<typeof ExportTable>;
export const ExportFormat = z.enum(['csv', 'json', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;
/** `GET /exports/:table.:format?year=`; without a year, all years. */
export const ExportQuery = z.strictObject({ year: Year.optional(), view: ReportView.optional() });
/** What one column of an exported table holds, in both languages. */
export const DictionaryColumn = z.strictObject({
  column: z.string(),
  type: z.enum(['integer', 'number', 'text']),
  unit: z.string().nullable(),
  fr: z.string(),
  en: z.string(),
});
/** `GET /exports/dictionary`: every table, its columns, and for `report` and `by-month` every figure that can stand in a row. */
export const DataDictionary = z.strictObject({
  tables: z.array(
    z.strictObject({
      table: ExportTable,
      fr: z.string(),
      en: z.string(),
      columns: z.array(DictionaryColumn),
    }),
  ),
  /** What stands in a column `shown` for a count that is not shown; the column `count` is empty then, in every format. */
  markers: z.array(z.strictObject({ marker: z.enum(['<5', 'hidden']), fr: z.string(), en: z.string() })),
  figures: z.array(z.strictObject({ figure: z.string(), events: z.string(), fr: z.string(), en: z.string() })),
});
export type DataDictionary = z.infer<typeof DataDictionary>;

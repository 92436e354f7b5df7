import type { DataDictionary, ExportTable, Report, Shown } from '@abri/contracts/report-api';
import { figuresOf } from './figures.js';

export type Cell = number | string | null;
/** A row of an exported table by column; every column of the table is there. */
export type Row = Readonly<Record<string, Cell>>;
type Column = DataDictionary['tables'][number]['columns'][number];
export interface TableSpec {
  table: ExportTable;
  fr: string;
  en: string;
  columns: readonly Column[];
  rows(report: Report): Row[];
}

const column = (name: string, type: Column['type'], fr: string, en: string, unit: string | null = null): Column => ({
  column: name,
  type,
  unit,
  fr,
  en,
});
const year = column('year', 'integer', 'Année', 'Year');
const counted = [
  column('count', 'integer', 'Nombre ; vide s’il n’est pas montré', 'Count; empty where it is not shown'),
  column('shown', 'text', 'Ce qui est montré : le nombre, <5 ou hidden', 'What is shown: the number, <5 or hidden'),
];
const asCells = (count: Shown) => ({ count: typeof count === 'number' ? count : null, shown: String(count) });

/** Every table that can be exported, with what its columns hold. */
export const tables: readonly TableSpec[] = [
  {
    table: 'report',
    fr: 'Tous les chiffres du rapport, un par ligne',
    en: 'Every figure of the report, one a row',
    columns: [
      year,
      column('figure', 'text', 'Chemin du chiffre, voir la liste', 'Path of the figure, see the list'),
      ...counted,
      column('value', 'number', 'Taux, part ou percentile', 'Rate, share or percentile'),
    ],
    rows: (report) =>
      figuresOf(report).map((one) => ({
        year: report.year,
        figure: one.figure,
        ...('count' in one ? asCells(one.count) : { count: null, shown: null }),
        value: 'value' in one ? one.value : null,
      })),
  },
  {
    table: 'results',
    fr: 'Les résultats du schéma, publiés et comptés',
    en: 'The results of the scheme, published and counted',
    columns: [
      year,
      column('result', 'text', 'Résultat', 'Result'),
      column('published_year', 'integer', 'Année publiée', 'Published year'),
      column('published', 'integer', 'Chiffre publié', 'Published figure'),
      column('bound', 'text', 'exact, ou atLeast : plus de', 'exact, or atLeast: over'),
      ...counted,
      column('compared', 'text', 'Le nôtre par rapport au publié', 'Ours against the published'),
      column('per_10000', 'number', 'Le nôtre, pour 10 000 habitants', 'Ours, per 10,000 inhabitants', '1/10000'),
      column(
        'published_per_10000',
        'number',
        'Le publié, pour 10 000 habitants',
        'The published, per 10,000 inhabitants',
        '1/10000',
      ),
    ],
    rows: (report) =>
      report.results.rows.map((row) => ({
        year: report.year,
        result: row.result,
        published_year: report.results.publishedYear,
        published: row.published.value,
        bound: row.published.bound,
        ...asCells(row.ours),
        compared: row.compared,
        per_10000: row.ratePer10000,
        published_per_10000: row.publishedRatePer10000,
      })),
  },
  {
    table: 'by-month',
    fr: 'Ce qui est compté par mois',
    en: 'What is counted by month',
    columns: [
      year,
      column('month', 'integer', 'Mois, 1 à 12', 'Month, 1 to 12'),
      column('figure', 'text', 'Chiffre, voir la liste', 'Figure, see the list'),
      ...counted,
    ],
    rows: (report) => [
      ...(
        [
          ['victims.byMonth', report.victims.byMonth],
          ['shelter.requestsByMonth', report.shelter.requestsByMonth],
          ['programmes.sessionsByMonth', report.programmes.sessionsByMonth],
        ] as const
      ).flatMap(([figure, { parts }]) =>
        parts.map(({ key, count }) => ({ year: report.year, month: Number(key), figure, ...asCells(count) })),
      ),
      ...(report.shelter.nightsByMonth ?? []).flatMap(({ month, available, occupied }) => [
        { year: report.year, month: Number(month), figure: 'shelter.nightsByMonth.available', ...asCells(available) },
        { year: report.year, month: Number(month), figure: 'shelter.nightsByMonth.occupied', ...asCells(occupied) },
      ]),
    ],
  },
  {
    table: 'by-commune',
    fr: 'Ce qui est compté par commune',
    en: 'What is counted by commune',
    columns: [
      year,
      column('commune', 'text', 'Code INSEE', 'INSEE code'),
      column('name', 'text', 'Nom', 'Name'),
      column('inhabitants', 'integer', 'Habitants', 'Inhabitants'),
      column('figure', 'text', 'pupils, public, sessions ou beds', 'pupils, public, sessions or beds'),
      ...counted,
      column('per_10000', 'number', 'Pour 10 000 habitants', 'Per 10,000 inhabitants', '1/10000'),
    ],
    rows: (report) =>
      report.communes.flatMap(({ commune, name, inhabitants, ...row }) => {
        const of = (figure: string, count: Shown, rate: number | null) => ({
          year: report.year,
          commune,
          name,
          inhabitants,
          figure,
          ...asCells(count),
          per_10000: rate,
        });
        return [
          of('pupils', row.pupils, row.pupilsPer10000),
          of('public', row.public, row.publicPer10000),
          of('sessions', row.sessions, null),
          ...(row.beds === null ? [] : [of('beds', row.beds, null)]),
        ];
      }),
  },
  {
    table: 'calls',
    fr: 'Appels par jour de la semaine et heure (Europe/Paris)',
    en: 'Calls by weekday and hour (Europe/Paris)',
    columns: [
      year,
      column('weekday', 'integer', '1 = lundi à 7 = dimanche', '1 = Monday to 7 = Sunday'),
      column('hour', 'integer', 'Heure, 0 à 23', 'Hour, 0 to 23', 'h'),
      ...counted,
    ],
    rows: (report) =>
      report.shelter.callsByWeekdayAndHour.parts.map(({ key, count }) => ({
        year: report.year,
        weekday: Number(key.slice(0, 1)),
        hour: Number(key.slice(2)),
        ...asCells(count),
      })),
  },
  {
    table: 'flow',
    fr: 'De l’appel au lit : un lien du diagramme par ligne',
    en: 'From call to bed: one link of the diagram a row',
    columns: [year, column('from', 'text', 'De', 'From'), column('to', 'text', 'À', 'To'), ...counted],
    rows: (report) =>
      report.shelter.flow.links.map(({ from, to, count }) => ({ year: report.year, from, to, ...asCells(count) })),
  },
];

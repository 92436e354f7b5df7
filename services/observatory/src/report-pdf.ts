import path from 'node:path';
import type { Breakdown, Durations, Report, Shown } from '@abri/contracts/report-api';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { wordsOf } from './domain/report/figure-words.js';
import { filled, type Language, pageWords, partWords } from './pdf-words.js';

// The fonts come with the library: nothing is fetched from anywhere while a report is printed.
const fontFile = (name: string) =>
  path.join(path.dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto', name);
pdfmake.setFonts({
  Roboto: {
    normal: fontFile('Roboto-Regular.ttf'),
    bold: fontFile('Roboto-Medium.ttf'),
    italics: fontFile('Roboto-Italic.ttf'),
    bolditalics: fontFile('Roboto-MediumItalic.ttf'),
  },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file: string) => file.startsWith(fontFile('')));

/** The printed report, A4. Holds what the report holds, and so no more than its view shows. */
export const reportPdf = (report: Report, lang: Language): Promise<Buffer> =>
  pdfmake.createPdf(reportDocument(report, lang)).getBuffer();

/** The report as a document, before it is laid out. */
export function reportDocument(report: Report, lang: Language): TDocumentDefinitions {
  const words = pageWords[lang];
  const print = printer(lang);
  const { victims, shelter, children, penal, programmes } = report;
  return {
    info: { title: `${words.title}: ${filled(words.report, { year: report.year, district: report.district.name })}` },
    language: lang,
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 50],
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    styles: {
      h1: { fontSize: 18, bold: true, margin: [0, 0, 0, 4] },
      h2: { fontSize: 13, bold: true, margin: [0, 14, 0, 4] },
      h3: { bold: true, margin: [0, 8, 0, 2] },
      note: { italics: true, margin: [0, 4, 0, 4] },
    },
    footer: (page, pages) => ({
      text: `Abri, ${filled(words.page, { page, pages })}`,
      alignment: 'center',
      fontSize: 8,
      margin: [0, 16, 0, 0],
    }),
    content: [
      { text: words.title, style: 'h1' },
      { text: filled(words.report, { year: report.year, district: report.district.name }), fontSize: 13 },
      { text: filled(words.until, { until: report.until }), style: 'note' },
      ...(report.complete ? [] : [{ text: words.running, style: 'note' }]),
      ...(report.view === 'outside' ? [{ text: words.outside, style: 'note' }] : []),
      ...results(report, lang),
      ...print.section('victims', words.victims, victims),
      ...print.section('shelter', words.shelter, shelter),
      ...nights(report, lang),
      ...calls(shelter.callsByWeekdayAndHour, lang),
      ...print.section('children', words.children, children),
      ...print.section('penal', words.penal, penal),
      ...print.section('programmes', words.programmes, programmes),
      ...communes(report, lang),
    ],
  };
}

function printer(lang: Language) {
  const words = pageWords[lang];
  // The fonts know no narrow space between thousands.
  const numbers = new Intl.NumberFormat(lang);
  const number = { format: (value: number) => numbers.format(value).replaceAll('\u202f', '\u00a0') };
  const count = (shown: Shown) =>
    typeof shown === 'number' ? number.format(shown) : shown === 'hidden' ? words.hidden : shown;
  const label = (figure: string) => wordsOf(figure)?.[lang] ?? figure;
  const breakdown = (figure: string, { total, parts }: Breakdown): Content => ({
    unbreakable: parts.length < 15,
    stack: [
      { text: label(figure), style: 'h3' },
      grid(
        ['*', 60],
        [
          ...parts.map(({ key, count: part }) => [partWords(figure, key, lang), right(count(part))]),
          [bold(words.total), right(count(total), true)],
        ],
      ),
    ],
  });
  const durations = ({ count: times, p50, p90, p99 }: Durations) =>
    `${count(times)}; ${[`${words.median} ${time(p50)}`, `p90 ${time(p90)}`, `p99 ${time(p99)}`].join(', ')}`;
  const time = (ms: number | null) =>
    ms === null
      ? '–'
      : ms < 60_000
        ? `${number.format(ms / 1_000)} s`
        : `${number.format(Math.round(ms / 60_000))} min`;
  const single = (figure: string, text: string): Content => ({
    text: [{ text: `${label(figure)} : `, bold: true }, text],
    margin: [0, 6, 0, 0],
  });
  return {
    count,
    number,
    label,
    /** Every breakdown, count and duration of a section, in the report's order. */
    section: (section: string, title: string, of: object): Content[] => [
      { text: title, style: 'h2' },
      ...Object.entries(of).flatMap(([name, value]: [string, unknown]): Content[] => {
        const figure = `${section}.${name}`;
        if (typeof value !== 'object' || value === null || name === 'callsByWeekdayAndHour') return [];
        if ('parts' in value) return [breakdown(figure, value as Breakdown)];
        if ('p50' in value) return [single(figure, durations(value as Durations))];
        return 'count' in value ? [single(figure, count(value.count as Shown))] : [];
      }),
    ],
  };
}

const right = (text: string, isBold = false): TableCell => ({ text, alignment: 'right', bold: isBold });
const bold = (text: string): TableCell => ({ text, bold: true });
const grid = (widths: (string | number)[], body: TableCell[][], headerRows = 0): Content => ({
  table: { headerRows, widths, body },
  layout: 'lightHorizontalLines',
});
const narrow = { hLineWidth: () => 0.3, vLineWidth: () => 0, paddingLeft: () => 1, paddingRight: () => 1 };

function results({ results: table, year }: Report, lang: Language): Content[] {
  const words = pageWords[lang];
  const { count, number, label } = printer(lang);
  const rate = (value: number | null) => (value === null ? '–' : number.format(value));
  const heading = [
    '',
    filled(words.published, { year: table.publishedYear }),
    words.per10000,
    filled(words.ours, { year }),
    words.per10000,
  ].map((text, column) => ({ text, bold: true, alignment: column === 0 ? ('left' as const) : ('right' as const) }));
  const rows = table.rows.map(({ result, published, publishedRatePer10000, ours, ratePer10000 }) => {
    const value = number.format(published.value);
    const figure = published.bound === 'atLeast' ? filled(words.over, { value }) : value;
    return [
      label(`results.${result}`),
      right(figure),
      right(rate(publishedRatePer10000)),
      right(count(ours), true),
      right(rate(ratePer10000)),
    ];
  });
  const notes = table.notes.map(({ parts, sum, published }) => ({
    text: filled(words.note, {
      parts: parts.map((part) => number.format(part)).join(' + '),
      sum: number.format(sum),
      published: number.format(published),
    }),
    style: 'note',
  }));
  return [{ text: words.results, style: 'h2' }, grid(['*', 70, 65, 65, 65], [heading, ...rows], 1), ...notes];
}

function nights({ shelter, familyPlaces }: Report, lang: Language): Content[] {
  const words = pageWords[lang];
  const { count, number, label } = printer(lang);
  const kinds = [
    [words.all, shelter.nights.all],
    [words.shelters, shelter.nights.shelter],
    [words.hotel, shelter.nights.hotel],
  ] as const;
  const share = (value: number | null) => (value === null ? '–' : `${number.format(Math.round(value * 1_000) / 10)} %`);
  return [
    { text: label('shelter.nights'), style: 'h3' },
    grid(
      ['*', 90, 90, 70],
      [
        ['', words.available, words.occupied, words.occupancy].map(bold),
        ...kinds.map(([name, of]) => [
          name,
          right(count(of.available)),
          right(count(of.occupied)),
          right(share(of.occupancy)),
        ]),
      ],
      1,
    ),
    { text: label('familyPlaces'), style: 'h3' },
    grid(
      ['*', 60],
      [
        [words.needed, right(number.format(familyPlaces.needed))],
        [words.there, right(number.format(familyPlaces.there))],
        [words.per10000, right(number.format(familyPlaces.per10000))],
      ],
    ),
  ];
}

function calls({ parts }: Breakdown, lang: Language): Content[] {
  const { count, label } = printer(lang);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const small = (text: string) => ({ text, fontSize: 5.5, alignment: 'center' as const });
  return [
    { text: label('shelter.callsByWeekdayAndHour'), style: 'h3' },
    {
      layout: narrow,
      table: {
        headerRows: 1,
        widths: [22, ...hours.map(() => '*')],
        body: [
          [small(''), ...hours.map((hour) => small(String(hour)))],
          ...pageWords[lang].weekdays.map((day, weekday) => [
            small(day),
            ...hours.map((hour) => small(count(parts[weekday * 24 + hour]?.count ?? 0))),
          ]),
        ],
      },
    },
  ];
}

function communes({ communes: rows }: Report, lang: Language): Content[] {
  const words = pageWords[lang];
  const { count, number } = printer(lang);
  return [
    { text: words.communesTitle, style: 'h2' },
    grid(
      ['*', 60, 60, 60, 60],
      [
        [words.commune, words.inhabitants, words.pupils, words.public, words.sessions].map(bold),
        ...rows.map((row) => [
          row.name,
          right(number.format(row.inhabitants)),
          right(count(row.pupils)),
          right(count(row.public)),
          right(count(row.sessions)),
        ]),
      ],
      1,
    ),
  ];
}

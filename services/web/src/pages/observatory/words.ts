import type { DataDictionary, PublishedFigure, Shown } from '@abri/contracts/report-api';
import type { i18n, TFunction } from 'i18next';

/** Where the words of a figure's parts are: most are the vocabulary of another page. */
const vocabularies: Readonly<Record<string, string>> = {
  'victims.byCategory': 'support.category',
  'victims.casesByDoor': 'support.door',
  'victims.casesByOpener': 'support.openedBy',
  'victims.closings': 'support.closeReason',
  'victims.screeningsByLevel': 'support.level',
  'victims.screeningOutcomes': 'support.screening.outcome',
  'victims.counsellingOutcomes': 'support.counsellingOutcome',
  'victims.appointments': 'support.appointmentState',
  'shelter.requestsByDanger': 'danger',
  'shelter.outcomes': 'observatory.way',
  'shelter.withdrawals': 'withdraw',
  'shelter.referrals': 'referral',
  'shelter.sheltered': 'support.category',
  'shelter.refusals': 'decline',
  'children.casesBySource': 'children.referrer',
  'children.firstContact': 'observatory.kept',
  'children.tasks': 'observatory.kept',
  'children.worryingReports': 'observatory.urgency',
  'children.outcomes': 'children.closeReason',
  'penal.filesByDoor': 'measures.door',
  'penal.measures': 'measures.kind',
  'penal.furthest': 'measures.kind',
  'penal.decisions': 'measures.direction',
  'penal.breachesByKind': 'measures.breachKind',
  'penal.breachesBySeverity': 'measures.severity',
  'penal.answers': 'measures.breachState',
  'programmes.pupilsByLevel': 'programmes.level',
  'programmes.publicByForm': 'programmes.form',
  'programmes.professionalsByField': 'programmes.field',
  'programmes.professionalsBySubject': 'programmes.subject',
  'programmes.therapySessionsByAudience': 'programmes.audience',
  'programmes.sessionsByKind': 'programmes.kind',
};

export interface Wording {
  t: TFunction;
  i18n: i18n;
  /** The words of the data dictionary, for what the app has none of its own for. */
  dictionary?: DataDictionary;
}
const known = ({ t, i18n }: Wording, key: string) =>
  i18n.exists(key) ? String(t(key as 'observatory.title')) : undefined;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A part of a figure in words: `partWords(w, 'shelter.refusals', 'staffing')`. A month is named by the calendar. */
export function partWords(w: Wording, figure: string, key: string): string {
  if (/ByMonth$|byMonth$/.test(figure)) return monthWords(w.i18n.language, key);
  const vocabulary = vocabularies[figure];
  const words =
    (vocabulary === undefined ? undefined : known(w, `${vocabulary}.${key}`)) ?? known(w, `observatory.part.${key}`);
  const language = w.i18n.language === 'en' ? 'en' : 'fr';
  return capital(words ?? w.dictionary?.figures.find((one) => one.figure === `${figure}.${key}`)?.[language] ?? key);
}

/** A figure of the comparison in words, from its path: `results.women`, `shelter.refusals.staffing`, `penal.hosted`. */
export function figureWords(w: Wording, path: string): string {
  const [section = '', name = '', ...rest] = path.split('.');
  if (section === 'results') return known(w, `observatory.result.${name}`) ?? path;
  const title = known(w, `observatory.figure.${section}.${name}`);
  const key = rest.join('.');
  if (title !== undefined && ['', 'total', 'count'].includes(key)) return title;
  if (title !== undefined) return `${title}: ${partWords(w, `${section}.${name}`, key)}`;
  const language = w.i18n.language === 'en' ? 'en' : 'fr';
  return w.dictionary?.figures.find(({ figure }) => figure === path)?.[language] ?? path;
}

const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale);
export const numberWords = (locale: string, value: number, digits = 0): string =>
  new Intl.NumberFormat(tag(locale), { maximumFractionDigits: digits }).format(value);
export const shareWords = (locale: string, share: number | null): string =>
  share === null
    ? '–'
    : new Intl.NumberFormat(tag(locale), { style: 'percent', maximumFractionDigits: 1 }).format(share);
/** A rate for 10,000 inhabitants; small ones need their digits. */
export const rateWords = (locale: string, rate: number | null): string =>
  rate === null ? '–' : numberWords(locale, rate, rate < 10 ? 2 : 1);
/** A month from `01` to `12`, or `2012-01`. */
export const monthWords = (locale: string, month: string): string =>
  new Intl.DateTimeFormat(tag(locale), { month: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2026, Number(month.slice(-2)) - 1, 1),
  );

/** A count as it may be shown: a number, "<5", or that it is not shown. */
export const shownWords = (t: TFunction, locale: string, shown: Shown): string =>
  typeof shown === 'number'
    ? numberWords(locale, shown)
    : shown === '<5'
      ? t('observatory.fewer')
      : t('observatory.notShown');
/** A published figure: a lower bound says that it is one. */
export const publishedWords = (t: TFunction, locale: string, { value, bound }: PublishedFigure): string =>
  bound === 'atLeast' ? t('observatory.over', { value: numberWords(locale, value) }) : numberWords(locale, value);
export const isNumber = (shown: Shown): shown is number => typeof shown === 'number';

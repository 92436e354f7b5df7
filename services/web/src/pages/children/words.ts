import type { TFunction } from 'i18next';

/** English here is the European one: a day comes before its month. */
export const dayWords = (locale: string, instant: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'medium' }).format(new Date(instant));

/** Sex and age in words, such as "Girl, 7 years". */
export const childWords = (t: TFunction, { sex, ageYears }: { sex: 'girl' | 'boy'; ageYears: number }): string =>
  `${t(`person.${sex}`)}, ${t('children.years', { count: ageYears })}`;

/** The end of a local day as an instant: a task is due until then. Takes a date such as 2026-03-02. */
export const endOfDay = (date: string): string => new Date(`${date}T18:00:00`).toISOString();

/** A local date so many days from `now`, as a date field takes it. */
export function dateIn(days: number, now: number): string {
  const date = new Date(now + days * 86_400_000);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

import type { Household, Party } from '@abri/contracts/household';
import type { TFunction } from 'i18next';

/** English here is the European one: a day comes before its month, and a clock has 24 hours. */
const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale);
const list = (locale: string, parts: string[]) =>
  new Intl.ListFormat(tag(locale), { style: 'long', type: 'conjunction' }).format(parts);

/** A party in words, such as "1 woman and 2 children (aged 3 and 7)". */
export function partyWords(t: TFunction, locale: string, party: Party): string {
  const ages = party.children.map(({ sex, ageYears }) =>
    `${t(`person.${sex}`).toLowerCase()} ${t('hotline.childAge', { count: ageYears })}`.trim(),
  );
  return list(locale, [
    ...(party.women > 0 ? [t('hotline.women', { count: party.women })] : []),
    ...(party.men > 0 ? [t('hotline.men', { count: party.men })] : []),
    ...(party.children.length > 0
      ? [`${t('hotline.children', { count: party.children.length })} (${list(locale, ages)})`]
      : []),
    ...(party.pets > 0 ? [t('hotline.pets', { count: party.pets })] : []),
  ]);
}

/** A household in words, as the hotline sees it: with pregnancies. */
export function householdWords(t: TFunction, locale: string, household: Household, pets: number): string {
  const women = household.adults.filter(({ sex }) => sex === 'woman');
  const pregnant = women.filter((woman) => woman.pregnant).length;
  const words = partyWords(t, locale, {
    women: women.length,
    men: household.adults.length - women.length,
    children: household.children,
    pets,
  });
  return pregnant > 0 ? `${words} – ${t('hotline.pregnantCount', { count: pregnant })}` : words;
}

/** Minutes and seconds, such as 4:05; hours before them where there are any. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A duration measured in milliseconds, in the unit that reads best. */
export function durationWords(locale: string, milliseconds: number): string {
  const format = (value: number, unit: string, digits: number) =>
    new Intl.NumberFormat(tag(locale), {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (milliseconds < 1_000) return format(milliseconds, 'millisecond', 0);
  if (milliseconds < 60_000) return format(milliseconds / 1_000, 'second', 1);
  if (milliseconds < 3_600_000) return format(milliseconds / 60_000, 'minute', 0);
  return format(milliseconds / 3_600_000, 'hour', 1);
}

/** How long ago an instant was, such as "12 min ago". */
export function agoWords(locale: string, instant: string, now: number): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(tag(locale), { style: 'short', numeric: 'auto' });
  if (seconds > -60) return format.format(Math.min(0, seconds), 'second');
  if (seconds > -3600) return format.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}

export const timeWords = (locale: string, instant: string): string =>
  new Intl.DateTimeFormat(tag(locale), { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
export const dayTimeWords = (locale: string, instant: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** The days of the week from Monday to Sunday, in short. */
export function weekdayWords(locale: string): string[] {
  const format = new Intl.DateTimeFormat(tag(locale), { weekday: 'short', timeZone: 'UTC' });
  // 5 January 2026 is a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2026, 0, 5 + day)));
}

import type { ZoneView } from '@abri/contracts/hosting-api';
import type { Proposal } from '@abri/contracts/penal-file';
import { communeOf } from '@abri/geo/district';
import type { TFunction } from 'i18next';

const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

/** A day in words, of a day or an instant. */
export const dayWords = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium' }).format(
    new Date(day.length === 10 ? `${day}T12:00:00` : day),
  );
/** The day so many days from now, as a date field holds it: local. */
export const dayIn = (days: number, from = new Date()): string => {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + days);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};
export const communeName = (code: string): string => communeOf(code)?.name ?? code;

/** What a proposal asks for, in words. */
export const stepWords = (t: TFunction, { step, kind }: Pick<Proposal, 'step' | 'kind'>): string =>
  t(`measures.step.${step}`, { kind: kind === null ? '' : t(`measures.kind.${kind}`).toLowerCase() });

/** Where a zone lies, in words. */
export const areaWords = (t: TFunction, { commune, radiusKm }: ZoneView['area']): string =>
  radiusKm === 0
    ? t('measures.zones.areaAlone', { commune: communeName(commune) })
    : t('measures.zones.area', { commune: communeName(commune), radius: radiusKm });

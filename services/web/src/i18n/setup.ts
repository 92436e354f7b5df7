import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { fr } from './fr.js';
import { typesetAll } from './typeset.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof fr };
  }
}

export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];
const rememberedAs = 'abri.language';

/** The language remembered on this machine, or else the browser's, or else French. */
export function firstLocale(remembered: string | null, browser: readonly string[]): Locale {
  const wished = [remembered ?? '', ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return wished.flatMap((tag) => locales.filter((locale) => locale === tag))[0] ?? 'fr';
}

/** Starts i18next with both languages; nothing is loaded from anywhere. */
export function setUpLanguages(): void {
  void i18next.use(initReactI18next).init({
    lng: firstLocale(localStorage.getItem(rememberedAs), navigator.languages),
    fallbackLng: 'fr',
    resources: { fr: { translation: typesetAll('fr', fr) }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const apply = (locale: string) => {
    document.documentElement.lang = locale;
  };
  apply(i18next.language);
  i18next.on('languageChanged', (locale) => {
    apply(locale);
    localStorage.setItem(rememberedAs, locale);
  });
}

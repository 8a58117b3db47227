/** Starts i18next with the page's own texts and the texts of @perdure/i18n. */
import { addPerdure, type Texts } from '@perdure/i18n';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en.ts';
import { languages } from './languages.ts';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    perdure: Texts;
    playground: typeof en;
  }
}

const storageKey = 'perdure.language';

export function startLanguage(): void {
  i18next.on('languageChanged', () => {
    document.documentElement.lang = i18next.resolvedLanguage ?? 'en';
    document.title = i18next.t('title', { ns: 'playground' });
  });
  void i18next.use(initReactI18next).init({
    lng: localStorage.getItem(storageKey) ?? navigator.language,
    supportedLngs: Object.keys(languages),
    fallbackLng: 'en',
    defaultNS: 'playground',
    resources: Object.fromEntries(
      Object.entries(languages).map(([code, { texts }]) => [code, { playground: texts }]),
    ),
    // The escaping of i18next is off, because React escapes texts itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  addPerdure(i18next);
}

export function chooseLanguage(code: string): void {
  localStorage.setItem(storageKey, code);
  void i18next.changeLanguage(code);
}

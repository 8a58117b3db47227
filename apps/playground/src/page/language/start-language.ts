/** i18next for the page: its own texts beside those of @perdure/i18n. */
import { addPerdure, type Texts } from '@perdure/i18n';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    perdure: Texts;
    playground: typeof en;
  }
}

export const languages = { en: 'English', 'zh-CN': '中文' } as const;

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
    resources: { en: { playground: en }, 'zh-CN': { playground: zhCN } },
    // React escapes.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  addPerdure(i18next);
}

export function chooseLanguage(language: keyof typeof languages): void {
  localStorage.setItem(storageKey, language);
  void i18next.changeLanguage(language);
}

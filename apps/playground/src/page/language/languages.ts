/** The languages of the page: the languages of @perdure/i18n, each with its name in that language. */
import type { Language } from '@perdure/i18n';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import type { PageTexts } from './page-texts.ts';
import { zhCN } from './zh-cn.ts';

export const languages: Readonly<Record<Language, { name: string; texts: PageTexts }>> = {
  en: { name: 'English', texts: en },
  'zh-CN': { name: '中文', texts: zhCN },
  ja: { name: '日本語', texts: ja },
  de: { name: 'Deutsch', texts: de },
  es: { name: 'Español', texts: es },
  fr: { name: 'Français', texts: fr },
};

/** The languages, by their codes. */
import type { Texts } from '../texts.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { zhCN } from './zh-cn.ts';

/** The code of a language with texts. */
export type Language = 'en' | 'zh-CN' | 'ja' | 'de' | 'es' | 'fr';

/** The texts of all six languages. */
export const languages: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN, ja, de, es, fr };

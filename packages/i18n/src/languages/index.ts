/** The languages, by their codes. */
import type { Texts } from '../texts.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { zhCN } from './zh-cn.ts';

export type Language = 'en' | 'zh-CN' | 'ja' | 'de' | 'es' | 'fr';

export const languages: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN, ja, de, es, fr };

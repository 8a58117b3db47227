/** Brings the texts into the host's own i18next. */
import type { i18n } from 'i18next';
import { en } from './en.ts';
import type { Texts } from './texts.ts';
import { zhCN } from './zh-cn.ts';

/** The i18next namespace of all texts. */
export const namespace = 'perdure';

/** The texts by language, for hosts that would rather pass them to `init` themselves. */
export const languages: Readonly<Record<'en' | 'zh-CN', Texts>> = { en, 'zh-CN': zhCN };

/**
 * Adds the texts to an instance whose `init` has been called. A text that the host has already put there
 * under the same key stays: that is how one is reworded.
 */
export function addPerdure(i18n: i18n): void {
  for (const [language, texts] of Object.entries(languages)) {
    i18n.addResourceBundle(language, namespace, texts, true, false);
  }
}

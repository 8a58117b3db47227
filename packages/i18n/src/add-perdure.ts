/** Adds the texts of Perdure to the i18next instance of an app. */
import type { i18n } from 'i18next';
import { languages } from './languages/index.ts';
import type { Texts } from './texts.ts';

/** The i18next namespace of all texts. */
export const namespace = 'perdure';

/**
 * Adds the texts to an instance whose `init` has been called. A text that the app has added before under the same key
 * stays, so that an app can reword any text.
 *
 * @param texts by language code; may hold languages that the app adds. @default all six languages
 */
export function addPerdure(i18n: i18n, texts: Readonly<Record<string, Texts>> = languages): void {
  for (const [language, own] of Object.entries(texts)) {
    i18n.addResourceBundle(language, namespace, own, true, false);
  }
}

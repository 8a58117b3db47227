/** Brings the texts into the host's own i18next. */
import type { i18n } from 'i18next';
import { languages } from './languages/index.ts';
import type { Texts } from './texts.ts';

/** The i18next namespace of all texts. */
export const namespace = 'perdure';

/**
 * Adds the texts to an instance whose `init` has been called. A text that the host has already put there
 * under the same key stays: that is how one is reworded.
 *
 * @param texts by language code; by default all that there are. A language of the host's own does as well.
 */
export function addPerdure(i18n: i18n, texts: Readonly<Record<string, Texts>> = languages): void {
  for (const [language, own] of Object.entries(texts)) {
    i18n.addResourceBundle(language, namespace, own, true, false);
  }
}

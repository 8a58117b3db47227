/** Reads a text in the instance's language. */
import type { i18n } from 'i18next';
import { namespace } from './add-perdure.ts';
import type { TextKey } from './texts.ts';

export type Translate = (
  /** The key of the text; if several keys are given, the first one that has a text is used. */
  key: TextKey | readonly TextKey[],
  values?: Readonly<Record<string, string | number>>,
) => string;

/**
 * Casts i18next to our own key type, because i18next types its keys by the app's declarations, which may lack the
 * namespace `perdure`.
 */
export const translator = (i18n: i18n): Translate =>
  (i18n as unknown as { getFixedT(language: null, ns: string): Translate }).getFixedT(
    null,
    namespace,
  );

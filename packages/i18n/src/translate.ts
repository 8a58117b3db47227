/** Reads a text, in the instance's language. */
import type { i18n } from 'i18next';
import { namespace } from './add-perdure.ts';
import type { TextKey } from './texts.ts';

export type Translate = (
  /** Several: the first one that has a text. */
  key: TextKey | readonly TextKey[],
  values?: Readonly<Record<string, string | number>>,
) => string;

/**
 * i18next types its keys by what the host has declared for its own program, and ours may or may not be
 * among them. So they are typed here, and i18next is asked past its types.
 */
export const translator = (i18n: i18n): Translate =>
  (i18n as unknown as { getFixedT(language: null, ns: string): Translate }).getFixedT(
    null,
    namespace,
  );

/** What a language has to bring. */
import type { Translation } from '@perdure/i18n';
import type { en } from './en.ts';

export type PageTexts = Translation<typeof en>;

/** The type of the page's texts in any language. */
import type { Translation } from '@perdure/i18n';
import type { en } from './en.ts';

export type PageTexts = Translation<typeof en>;

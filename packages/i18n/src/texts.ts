/** The types of the texts: what a language has to bring, and by which keys it is asked. */
import type { en } from './en.ts';

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** A language: the keys of the English texts, each with a text. */
export type Texts = Widened<typeof en>;

/** `run.retrying`, `failure.serverError.name` … */
export type TextKey = Paths<typeof en>;

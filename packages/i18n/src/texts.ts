/** The types of the texts: what a language has to bring, and by which keys it is asked. */
import type { en } from './languages/en.ts';

/** The plural categories of all languages; each has `other`, and whichever more `Intl.PluralRules` says. */
type Category = 'zero' | 'one' | 'two' | 'few' | 'many';

type Text<T> = T extends string ? string : Translation<T>;

/** Texts of the same shape in another language: each key has a text, and a plural has the forms that the language has. */
export type Translation<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: Text<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Base}_other`
    ? `${Base}_${Category}`
    : never]?: string;
};

type Asked<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? Asked<K> : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** A language. */
export type Texts = Translation<typeof en>;

/** `run.retrying`, `failure.serverError.name` … For plurals without the form: `spoken.seconds`. */
export type TextKey = Paths<typeof en>;

/** The types of the texts of a language, and of the keys that read them. */
import type { en } from './languages/en.ts';

/** The plural categories of `Intl.PluralRules`. Every language has the form `other`, and some of these forms. */
type Category = 'zero' | 'one' | 'two' | 'few' | 'many';

type Text<T> = T extends string ? string : Translation<T>;

/** Texts of the same shape in another language: the same keys, and for a plural the forms of that language. */
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

/** The texts of one language. */
export type Texts = Translation<typeof en>;

/**
 * The key of a text: `run.retrying`, `failure.serverError.name` … The key of a plural names no form: `spoken.seconds`.
 */
export type TextKey = Paths<typeof en>;

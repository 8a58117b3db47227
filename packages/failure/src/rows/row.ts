/** A row of knowledge: one code, class name, phrase, status or sign of an error, with where it was seen. Plain data. */
import type { Condition, Test } from './condition.ts';

/** An error, in which a row was seen: its text, or its fields. A client would throw it with these fields. */
export type Seen = string | { readonly message?: string; readonly [field: string]: unknown };

/** Conditions of a row, besides those of its section. */
export interface RowOptions {
  readonly only?: Condition;
  readonly unless?: Condition;
}

/** What a row compares. */
type Mark =
  | { readonly form: 'code'; readonly mark: string | RegExp }
  | { readonly form: 'name' | 'thrown'; readonly mark: string | RegExp }
  | { readonly form: 'phrase'; readonly mark: RegExp }
  | { readonly form: 'status'; readonly mark: number }
  | { readonly form: 'sign'; readonly mark: Test; readonly slug: string };

/** One line of knowledge. */
export type Row = Mark &
  RowOptions & {
    /** Who sends it: one word, such as `openai` or `undici`. */
    readonly by: string;
    /** Where it stands: an address without its scheme, `owner/repo#123`, `owner/repo/path`, an RFC. */
    readonly source: string;
    /** An error that proves the row, because the row decides it. */
    readonly seen: Seen;
  };

/**
 * A code: from a field, a header or a text, or a class name that is a code (AWS: `InternalServerException`). Separators
 * and case do not count: `rate_limit_exceeded`, `RateLimitExceeded` and `rate-limit-exceeded` are the same code. A
 * pattern is compared with codes in lower case without separators. `finish:…` is the reason why an answer ended,
 * `block:…` the reason why a prompt was blocked.
 *
 * @param seen a code that a pattern matches
 */
export const code = (
  mark: string | RegExp,
  by: string,
  source: string,
  seen: string = String(mark),
  options?: RowOptions,
): Row => ({ form: 'code', mark, by, source, seen: fieldsOf(seen), ...options });

/**
 * The name of an error's class, along the cause chain or in a text.
 *
 * @param seen a name that a pattern matches, or a text with the name
 */
export const name = (
  mark: string | RegExp,
  by: string,
  source: string,
  seen: string = String(mark),
  options?: RowOptions,
): Row => ({
  form: 'name',
  mark,
  by,
  source,
  seen: isInTexts(seen) ? seen : { name: seen },
  ...options,
});

/** True for names that are found in texts: those with a suffix, and those after `exceptions.`. */
const isInTexts = (word: string): boolean =>
  /^[A-Z][A-Za-z0-9]+(?:Error|Exception)$|\bexceptions\./.test(word);

/** The name of an error's class, along the cause chain only: for classes that mean little in a text. */
export const thrown = (
  mark: string | RegExp,
  by: string,
  source: string,
  seen: string = String(mark),
): Row => ({ form: 'thrown', mark, by, source, seen: { name: seen } });

/**
 * Words in the texts of an error. The pattern is in lower case, and each of its repetitions is bounded. It takes a
 * number only together with a word that says what the number is.
 */
export const phrase = (
  mark: RegExp,
  by: string,
  source: string,
  seen: Seen,
  options?: RowOptions,
): Row => ({ form: 'phrase', mark, by, source, seen, ...options });

/** An HTTP status. */
export const status = (mark: number, by: string, source: string): Row => ({
  form: 'status',
  mark,
  by,
  source,
  seen: { status: mark },
});

/** Anything else: a test of the evidence. */
export const sign = (slug: string, mark: Test, by: string, source: string, seen: Seen): Row => ({
  form: 'sign',
  slug,
  mark,
  by,
  source,
  seen,
});

function fieldsOf(word: string): Seen {
  const [, field, value] = /^(finish|block):(.+)$/.exec(word) ?? [];
  if (field === 'finish') return { finish_reason: value };
  if (field === 'block') return { blockReason: value };
  return { code: word };
}

/** Longest slug, characters. */
const longest = 48;

/**
 * What names a row within its section: the code, the class, the status, the sign, or the words of `seen` that match.
 */
export function slugOf(row: Row): string {
  const known = slugs.get(row);
  if (known !== undefined) return known;
  const slug = newSlug(row);
  slugs.set(row, slug);
  return slug;
}

/** The slugs that were needed so far: a row that decides one error decides others. */
const slugs = new WeakMap<Row, string>();

function newSlug({ form, mark, seen, ...row }: Row): string {
  if ('slug' in row) return row.slug;
  if (typeof mark === 'string' || form === 'status') return String(mark);
  if (typeof seen !== 'string' && form !== 'phrase') return String(Object.values(seen)[0]);
  const text = typeof seen === 'string' ? seen : (seen.message ?? '');
  if (form !== 'phrase') return text;
  const words = mark.exec(text.toLowerCase().replaceAll(/[‘’]/g, "'"))?.[0] ?? mark.source;
  return words
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, longest);
}

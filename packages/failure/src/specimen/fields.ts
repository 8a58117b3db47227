/**
 * Reads the fields of an error that hold evidence, in the order in which `Visitor` reads them. Never throws, although
 * getters may throw and chains may be circular.
 */
import { codeHeaders, headersOf } from '../evidence/headers.ts';
import { areIssues, isIssue, issueText, withoutIssues } from '../evidence/issues.ts';
import {
  codeKeys,
  endKeys,
  innerKeys,
  messageKeys,
  statusKeys,
  waitKeys,
} from '../evidence/keys.ts';
import { among, get, isArray, keysOf } from '../evidence/safe.ts';
import { parseJson, wordsOf } from '../evidence/text.ts';
import { Visitor } from '../evidence/visitor.ts';
import type { Redactor } from './redactor.ts';

/** A value of a field: plain JSON. */
type Field = string | number | Field[] | ErrorFields;

export interface ErrorFields {
  [key: string]: Field;
}

/** The fields of a whole error. The message may be an object, because some servers send one. */
export type ReadError = ErrorFields & { message: Field };

export interface Limits {
  /** How many objects may stand one in the other, below the error itself. JSON inside of a text counts anew. */
  depth: number;
  /** Longest text, characters. */
  longest: number;
}

/** Longest word, characters: a name, a code, a header's value. */
const longestWord = 100;

/** Longest body in an unknown form, characters. It is as much as a failure's message shows of it. */
const longestBody = 500;

/** Most objects and lists of an error that are read. */
const maxPlaces = 60;

/** Fields that hold a word or a number. */
const wordKeys = [
  ...new Set(['name', ...codeKeys, ...statusKeys, ...endKeys.map(([key]) => key), ...waitKeys]),
];

export class FieldReader {
  readonly #limits: Limits;
  readonly #redactor: Redactor;
  readonly #seen = new Set<object>();
  #hasHeaders = false;

  constructor(limits: Limits, redactor: Redactor) {
    this.#limits = limits;
    this.#redactor = redactor;
  }

  /** The fields of an error. A text is its message, a list its `data`. */
  read(error: unknown): ReadError {
    if (isText(error)) return { message: this.#text(error) };
    const fields = this.#inner(error, 0);
    return { message: '', ...(isArray(fields) ? { data: fields } : Object(fields)) };
  }

  /** The fields of an inner error; undefined for a value in which nothing is read. */
  #inner(value: unknown, depth: number): Field | undefined {
    if (isText(value)) return this.#text(value);
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth > this.#limits.depth || this.#seen.size > maxPlaces || this.#seen.has(value))
      return undefined;
    this.#seen.add(value);
    if (isArray(value)) return this.#list(value, depth);
    const fields = isIssue(value) ? {} : this.#object(value, depth);
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  #list(values: readonly unknown[], depth: number): Field[] | undefined {
    const read = values.slice(0, 8).map((value) => this.#inner(value, depth));
    const fields = read.filter((field) => field !== undefined);
    return fields.length > 0 ? fields : undefined;
  }

  /** The words and texts of an object stand before its inner errors, because those are dropped first. */
  #object(source: object, depth: number): ErrorFields {
    const fields: ErrorFields = {};
    const add = (key: string, field: Field | undefined) => Object.assign(fields, some(key, field));
    for (const key of among(source, wordKeys)) add(key, this.#word(get(source, key)));
    for (const key of among(source, messageKeys))
      add(key, this.#inner(get(source, key), depth + 1));
    const httpStatusCode = this.#word(get(get(source, '$metadata'), 'httpStatusCode'));
    if (httpStatusCode !== undefined) add('$metadata', { httpStatusCode });
    add('responseHeaders', this.#headers(source));

    // Of several attempts, only the last one counts.
    const errors = get(source, 'errors');
    add('errors', this.#inner(isArray(errors) ? errors.slice(-1) : errors, depth + 1));
    for (const key of among(source, innerKeys)) {
      const value = get(source, key);
      if (key === 'delta' && isText(value)) continue; // a part of an answer
      add(key, this.#inner(value, depth + 1));
    }
    for (const key of keysOf(source))
      if (/^[A-Za-z]{1,60}Exception$/.test(key)) add(key, this.#inner(get(source, key), depth + 1));
    return fields;
  }

  /** The error's first headers, those that say something of the error. */
  #headers(source: object): ErrorFields | undefined {
    if (this.#hasHeaders) return undefined;
    const headers = headersOf(source);
    this.#hasHeaders = headers.size > 0;
    const telling = [...headers].filter(([name]) => isTelling(name));
    if (telling.length === 0) return undefined;
    return Object.fromEntries(telling.map(([name, value]) => [name, this.#short(value)]));
  }

  #word(value: unknown): Field | undefined {
    // Every error has the name 'Error'.
    if (isText(value)) return value === 'Error' ? undefined : this.#short(value);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  readonly #short = (word: string): string => this.#redactor.redact(word, longestWord);

  /** A text. JSON inside of it keeps the fields with evidence, because a request may stand beside them. */
  #text(whole: string): string {
    const { longest } = this.#limits;
    const text = withoutIssues(whole);
    const json = parseJson(text);
    if (json === undefined) return this.#redactor.redact(wordsOf(text), longest);
    // If a body has no message, its own text is the evidence.
    if (json.before === '' && new Visitor().visit(json.value).messages.length === 0)
      return this.#redactor.redact(text, Math.min(longest, longestBody));
    const before = this.#redactor.redact(json.before, longest);
    // Empty JSON stays, because an answer with JSON is one that was read.
    const after = areIssues(json.value)
      ? issueText
      : JSON.stringify(this.#inner(json.value, 0) ?? {});
    return `${before} ${after}`.trim();
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const some = (key: string, field: Field | undefined): ErrorFields =>
  field === undefined || field === '' ? {} : { [key]: field };

/** True for a header that says what went wrong, or what to do. */
const isTelling = (name: string): boolean =>
  codeHeaders.includes(name) ||
  /^(?:retry-after|x-should-retry$|content-type$)/.test(name) ||
  /^[a-z-]{0,40}ratelimit-[a-z-]{1,40}$/.test(name);

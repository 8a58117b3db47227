/**
 * Walks through an error and everything packed into it: causes, frames, bodies as text, the response of a provider
 * behind a gateway. Never throws, although getters may throw and chains may be circular. The walk takes bounded
 * time, because it visits about 60 values, 12 levels deep at most.
 */
import { grpcNameOf } from './grpc.ts';
import { codesInHeaders, type HeaderMap, headersOf } from './headers.ts';
import { areIssues, isIssue, isIssueText, issueText, withoutIssues } from './issues.ts';
import {
  codeKeys,
  endKeys,
  innerKeys,
  messageKeys,
  smallCodeKeys,
  statusKeys,
  waitKeys,
} from './keys.ts';
import { among, get, isArray, keysOf } from './safe.ts';
import { providerOfShape } from './shape.ts';
import { parseJson } from './text.ts';
import type { StatedWait } from './wait.ts';

/**
 * Deepest level that is visited. A retry may wrap a call, which wraps a body, which wraps a gateway's error, which
 * wraps a provider's error.
 */
const maxDepth = 12;
const maxPlaces = 60;

export class Visitor {
  readonly codes: string[] = [];
  readonly names: string[] = [];
  readonly messages: string[] = [];
  /** HTTP statuses, the outermost first. */
  readonly statuses: number[] = [];
  readonly waits: StatedWait[] = [];
  /** True if the error names a status of success: the server accepted the request, and its answer was unusable. */
  isAccepted = false;
  /** True if a text was JSON. */
  hasJson = false;
  headers: HeaderMap = new Map();
  provider = '';
  readonly #seen = new Set<unknown>();

  visit(error: unknown): this {
    this.#enter(error, 0);
    return this;
  }

  #enter(value: unknown, depth: number): void {
    if (value == null || depth > maxDepth || this.#seen.size > maxPlaces || this.#seen.has(value))
      return;
    this.#seen.add(value);
    if (typeof value === 'string') this.#text(value, depth);
    else if (isArray(value)) for (const item of value.slice(0, 8)) this.#enter(item, depth + 1);
    else if (typeof value === 'object') this.#object(value, depth);
  }

  #text(whole: string, depth: number): void {
    const text = withoutIssues(whole);
    const json = parseJson(text);
    if (json === undefined && isIssueText(text)) {
      this.messages.push(issueText);
      return;
    }
    if (json === undefined || areIssues(json.value)) {
      this.messages.push(json === undefined ? text : `${json.before} ${issueText}`.trim());
      return;
    }
    this.hasJson = true;
    const before = this.messages.length;
    this.#enter(json.value, depth + 1);
    // The text before a body is kept, because it may be the only place that names the status. If a body has no message,
    // the body's own text is the message.
    if (json.before !== '') this.messages.push(json.before);
    else if (this.messages.length === before) this.messages.push(text);
  }

  #object(source: object, depth: number): void {
    if (isIssue(source)) return;
    this.#words(source);
    this.provider ||= providerOfShape(source) ?? '';
    if (this.headers.size === 0) {
      this.headers = headersOf(source);
      this.codes.push(...codesInHeaders(this.headers));
    }
    // The list `errors` holds several attempts, and only the last one counts. If the last one has no message, as in
    // Google's errors, the other fields of `source` are read too.
    const errors = get(source, 'errors');
    if (isArray(errors) && errors.length > 0) {
      const before = this.messages.length;
      this.#enter(errors.at(-1), depth + 1);
      if (this.messages.length > before) return;
    } else this.#enter(errors, depth + 1);

    for (const key of among(source, innerKeys)) {
      const value = get(source, key);
      // A word in the field `error` is a code. Seen in: RFC 6749 §5.2 and many others (`{"error": "invalid_grant"}`).
      if (key === 'error' && typeof value === 'string' && isWord(value)) this.codes.push(value);
      // A text in one of these fields is a part of an answer.
      if ((key === 'delta' || key === 'output') && typeof value === 'string') continue;
      this.#enter(value, depth + 1);
    }
    // In a frame of Bedrock's streams, the key is the name of the exception.
    for (const key of keysOf(source)) {
      if (/Exception$/.test(key)) {
        this.codes.push(key);
        this.#enter(get(source, key), depth + 1);
      }
    }
    for (const key of among(source, messageKeys)) {
      const message = get(source, key);
      if (typeof message === 'string') {
        if (message !== '') this.#text(message, depth);
      } else this.#enter(message, depth + 1);
    }
  }

  #words(source: object): void {
    const name = get(source, 'name');
    if (typeof name === 'string' && name.trim() !== '' && name !== 'Error') this.names.push(name);
    for (const key of among(source, codeKeys)) {
      const code = get(source, key);
      if (typeof code === 'string' && code !== '' && code !== 'error') this.codes.push(code);
      if (typeof code === 'number' && isCode(code, key)) this.codes.push(String(code));
    }
    for (const [key, prefix] of endKeys) {
      const end = get(source, key);
      if (typeof end === 'string') this.codes.push(`${prefix}${end}`);
    }
    const grpc = grpcNameOf(source);
    if (grpc !== undefined) this.codes.push(grpc);

    const candidates = [
      ...among(source, statusKeys).map((key) => get(source, key)),
      get(get(source, '$metadata'), 'httpStatusCode'),
    ];
    this.statuses.push(...candidates.map(asStatus).filter((status) => status !== undefined));
    this.isAccepted ||= candidates.some(isSuccess);
    for (const key of among(source, waitKeys)) {
      const value = get(source, key);
      if (value !== undefined) this.waits.push({ key, value });
    }
  }
}

const isWord = (text: string): boolean => /^[A-Za-z][\w.-]{2,79}$/.test(text);

/**
 * True for a number that counts as a code. Numbers below 1,000 in fields like `code` do not count, because DOMException
 * and gRPC give a name beside such a number.
 */
const isCode = (code: number, key: string): boolean =>
  Number.isInteger(code) && code > 0 && (code >= 1_000 || smallCodeKeys.has(key));

const isSuccess = (value: unknown): boolean =>
  typeof value === 'number' && value >= 200 && value < 300;

/** A status as a number or, as Azure and LiteLLM write it, as a text: `"code": "429"`. */
function asStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^[45]\d\d$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600
    ? status
    : undefined;
}

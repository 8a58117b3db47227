/**
 * Walks through an error and what is packed into it: causes, frames, bodies as text, the reply of a
 * provider behind a gateway. Never throws: getters may, and chains may be circular. Never takes long: it
 * looks at so many places and no more.
 */
import { parseJson } from './text.ts';

/** A retry wraps a call, which wraps a body, which wraps a gateway's error, which wraps a provider's. */
const maxDepth = 8;
const maxPlaces = 60;

/** Where a reason stands inside of another, the more specific first. */
const inner = [
  'error',
  'data',
  'value',
  'response',
  'responseBody',
  'body',
  'metadata',
  'raw',
  'base_resp',
  'details',
  'violations',
  'incomplete_details',
  'cause',
  'lastError',
] as const;

/** Where a word stands that programs compare. */
const codeKeys = ['code', 'type', '__type', 'status', 'reason', 'status_code', 'quotaId'] as const;

export class Visitor {
  readonly codes: string[] = [];
  readonly names: string[] = [];
  readonly messages: string[] = [];
  readonly statuses: number[] = [];
  /** Waits that stand in a body: Google's `retryDelay`, OpenAI's `resets_at` and `resets_in_seconds`. */
  readonly waits: { key: string; value: unknown }[] = [];
  headers: ReadonlyMap<string, string> = new Map();
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

  #text(text: string, depth: number): void {
    const json = parseJson(text);
    if (json === undefined) {
      this.messages.push(text);
      return;
    }
    const before = this.messages.length;
    this.#enter(json.value, depth + 1);
    // What stands around a body may be all that tells the status; and a body that says nothing is shown.
    if (json.before !== '') this.messages.push(json.before);
    else if (this.messages.length === before) this.messages.push(text);
  }

  #object(source: object, depth: number): void {
    this.#words(source);
    if (this.headers.size === 0) {
      this.headers = readHeaders(get(source, 'responseHeaders') ?? get(source, 'headers'));
      const exception = this.headers.get(':exception-type');
      if (exception !== undefined) this.codes.push(exception);
    }
    // Of several tries the last one counts.
    const errors = get(source, 'errors');
    if (isArray(errors) && errors.length > 0) {
      this.#enter(errors.at(-1), depth + 1);
      return;
    }

    for (const key of inner) this.#enter(get(source, key), depth + 1);
    for (const key of keysOf(source)) {
      if (/Exception$/.test(key)) {
        this.codes.push(key);
        this.#enter(get(source, key), depth + 1);
      }
    }
    for (const key of ['message', 'error_message', 'status_msg', 'detail']) {
      const message = get(source, key);
      if (typeof message === 'string' && message !== '') this.#text(message, depth);
    }
  }

  #words(source: object): void {
    const name = get(source, 'name');
    if (typeof name === 'string' && name.trim() !== '' && name !== 'Error') this.names.push(name);
    for (const key of codeKeys) {
      const code = get(source, key);
      if (typeof code === 'string' && code !== '' && code !== 'error') this.codes.push(code);
      if (key === 'status_code' && typeof code === 'number') this.codes.push(String(code));
    }
    const finish = get(source, 'finishReason');
    if (typeof finish === 'string') this.codes.push(`finish:${finish}`);
    const candidates = [
      get(source, 'statusCode'),
      get(source, 'status'),
      get(source, 'code'),
      get(get(source, '$metadata'), 'httpStatusCode'),
      get(source, 'raw_status_code'),
    ];
    this.statuses.push(...candidates.filter(isStatus));
    for (const key of [
      'retryDelay',
      'resets_at',
      'resets_in_seconds',
      'retry_after',
      'retryAfter',
    ]) {
      const value = get(source, key);
      if (value !== undefined) this.waits.push({ key, value });
    }
  }
}

function readHeaders(headers: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (typeof headers !== 'object' || headers === null) return found;
  const pairs: Iterable<unknown> = isIterable(headers)
    ? headers
    : keysOf(headers).map((key) => [key, get(headers, key)]);
  try {
    for (const pair of pairs) {
      if (!isArray(pair)) continue;
      const [name, value] = pair;
      if (typeof name === 'string') found.set(name.toLowerCase(), String(value));
      if (found.size > 100) break;
    }
  } catch {
    // An iterator that throws has said all that it will.
  }
  return found;
}

function get(source: unknown, key: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  try {
    return (source as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function keysOf(source: object): string[] {
  try {
    return Object.keys(source).slice(0, 50);
  } catch {
    return [];
  }
}

const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 400 && value < 600;

const isIterable = (value: object): value is Iterable<unknown> => {
  try {
    return Symbol.iterator in value;
  } catch {
    return false;
  }
};

/** Throws by itself for a proxy that was revoked. */
function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

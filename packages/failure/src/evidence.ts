/**
 * Reads what an error of any origin says, by structure and without importing its class: errors of
 * SDKs (`status` or `statusCode`, `responseHeaders` or `headers`), error frames of a stream
 * (`{ error: { code, message } }`), Node and undici errors with their cause chain, strings.
 * Never throws: getters may, and chains may be circular.
 */

export interface Evidence {
  status?: number;
  /** Own codes first, then those of the causes: `['rate_limit_exceeded']`, `['UND_ERR_SOCKET', 'ECONNRESET']`. */
  codes: string[];
  /** Class names along the cause chain. */
  names: string[];
  /** Lower-case names. */
  headers: ReadonlyMap<string, string>;
  /** What is said, the outermost first. */
  messages: string[];
}

/** A failed retry wraps a failed call wraps a socket error: five is deeper than any seen. */
const maxDepth = 5;

/** More of a body says nothing more, and a huge one must cost nothing. */
const maxBody = 4096;

export function readEvidence(error: unknown): Evidence {
  const evidence: Evidence = { codes: [], names: [], headers: new Map(), messages: [] };
  const seen = new Set<unknown>();
  let current: unknown = error;
  for (let depth = 0; depth < maxDepth && current != null && !seen.has(current); depth++) {
    seen.add(current);
    read(current, evidence);
    current = get(current, 'cause') ?? get(current, 'lastError');
  }
  return evidence;
}

function read(source: unknown, into: Evidence): void {
  if (typeof source === 'string') {
    const frame = parse(source);
    if (frame !== undefined) read(frame, into);
    else if (source !== '') into.messages.push(source);
    return;
  }
  if (typeof source !== 'object' || source === null) return;

  const name = text(get(source, 'name'));
  if (name) into.names.push(name);
  for (const key of ['code', 'type']) {
    const code = get(source, key);
    if (typeof code === 'string' && code !== 'error') into.codes.push(code);
  }
  const status = get(source, 'statusCode') ?? get(source, 'status');
  if (into.status === undefined && isStatus(status)) into.status = status;
  if (into.headers.size === 0) {
    into.headers = readHeaders(get(source, 'responseHeaders') ?? get(source, 'headers'));
  }

  // The body or the frame says why, so it comes first; the SDK's sentence around it only says that.
  const frame = get(source, 'error') ?? parse(text(get(source, 'responseBody')));
  if (frame !== undefined && frame !== source) read(frame, into);
  const message = text(get(source, 'message'));
  if (message) into.messages.push(message);
}

function readHeaders(headers: unknown): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof headers !== 'object' || headers === null) return found;
  const pairs =
    headers instanceof Map || isIterable(headers) ? [...headers] : Object.entries(headers);
  for (const pair of pairs) {
    if (!Array.isArray(pair)) continue;
    const [name, value] = pair;
    if (typeof name === 'string' && typeof value === 'string') found.set(name.toLowerCase(), value);
  }
  return found;
}

function parse(body: string | undefined): unknown {
  if (body === undefined || body.length > maxBody || !/^\s*\{/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function get(source: unknown, key: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  try {
    return (source as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 400 && value < 600;

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

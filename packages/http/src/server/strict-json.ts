/**
 * Reads JSON from outside. Refuses what JavaScript would read as something else than what was sent, and what the code
 * behind it can't walk through.
 */

/** Most arrays and objects within one another, because recursive code has a stack of a few thousand calls. */
const maxDepth = 100;

/** Texts (with the colon after a key), numbers and brackets. Nothing else of a valid JSON text is looked at. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|-?\d[\d.eE+-]*|[[\]{}]/g;

/** What is wrong with the text. */
export class InvalidJsonError extends Error {}

/**
 * Reads a JSON text (RFC 8259), and of these what is also I-JSON (RFC 7493 §2): UTF-8, each key once in its object, and
 * no number that a double would change. Also refused: the key `__proto__`, and more than 100 levels.
 *
 * @throws {InvalidJsonError}
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  /** The keys so far of each open object; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      if (open.push(token === '{' ? new Set() : undefined) > maxDepth)
        throw new InvalidJsonError(`it has more than ${maxDepth} levels`);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token.endsWith(':')) {
      checkKey(JSON.parse(token.slice(0, -1)) as string, open.at(-1));
    } else if (!token.startsWith('"')) {
      checkNumber(token);
    }
  }
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidJsonError('it is not in UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidJsonError(text.trim() === '' ? 'it is empty' : 'it is no JSON');
  }
}

function checkKey(key: string, keys: Set<string> | undefined): void {
  // Copies of an object would set their prototype with it.
  if (key === '__proto__') throw new InvalidJsonError("the key '__proto__' is not allowed");
  if (keys?.has(key)) throw new InvalidJsonError('an object has a key twice');
  keys?.add(key);
}

function checkNumber(token: string): void {
  const value = Number(token);
  const isChanged = /^-?\d+$/.test(token) && !Number.isSafeInteger(value);
  if (isChanged || !Number.isFinite(value))
    throw new InvalidJsonError('a number is too large for a double: send it as a text');
}

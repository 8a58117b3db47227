/** Redaction of values: each text is judged with the name that stands beside it. */
import { redact } from './redact.ts';
import { remembering } from './redaction/harmless.ts';
import { strengthOf, wordsOf } from './redaction/names.ts';

/** Fields that hold the value of a record's name: `{ name: 'x-api-key', value: '…' }`. */
const valueKeys: ReadonlySet<string> = new Set(['value', 'val', 'data', 'content']);
const nameKeys = ['name', 'key', 'header', 'field'] as const;

/**
 * Removes credentials from the texts of a JSON value. The name of a field, the element before in a list, and the name in
 * a record of a name and a value say what a text is.
 *
 * @param maxLength longest text, characters
 * @returns a copy of the same shape. Names of fields stay
 */
export const redactJson = <T>(value: T, maxLength = 4_096): T =>
  redacted(value, '', maxLength) as T;

function redacted(value: unknown, name: string, maxLength: number): unknown {
  if (typeof value === 'string') return redactedText(value, name, maxLength);
  if (typeof value === 'number') return isSecretBeside(String(value), name) ? '[redacted]' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, at) => redacted(item, nameBefore(value, at) ?? name, maxLength));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      redacted(inner, valueKeys.has(key) ? (nameOf(value) ?? key) : key, maxLength),
    ]),
  );
}

function redactedText(text: string, name: string, maxLength: number): string {
  const clean = text.length <= maxLength && isHarmless(text) ? text : redact(text, maxLength);
  return clean === text && isSecretBeside(text, name) ? '[redacted]' : clean;
}

/** True for a text in which no credential is seen without its name. */
const isHarmless = remembering((text) => redact(text, text.length) === text);

/** True for a name of something else than a credential. */
const isNoCredential = remembering((name) => strengthOf(wordsOf(name)) === undefined);

/** True if the value is removed from an object that has it beside the name. */
const isSecretBeside = (value: string, name: string): boolean => {
  if (value === '' || isNoCredential(name.slice(0, 64))) return false;
  const field = `{${JSON.stringify(name.slice(0, 64))}:${JSON.stringify(value)}}`;
  return redact(field, 4_096) !== field;
};

/** The text before an item of a list, which may be its name: `['x-api-key', '…']`. */
const nameBefore = (items: readonly unknown[], at: number): string | undefined => {
  const before = items[at - 1];
  return typeof before === 'string' && /^[\w.-]{1,64}$/.test(before) ? before : undefined;
};

const nameOf = (record: object): string | undefined => {
  for (const key of nameKeys) {
    const name = (record as Record<string, unknown>)[key];
    if (typeof name === 'string') return name;
  }
  return undefined;
};

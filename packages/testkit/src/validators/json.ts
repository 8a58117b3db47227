/** Readers of parsed JSON that never throw: a value of the wrong type reads as empty. */

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object. @returns an empty object for any other type */
export const objectOf = (value: unknown): Json => (isJson(value) ? value : {});

/** The elements of an array, each as an object, so that an index stays the index within the request. */
export const objectsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map(objectOf) : [];

export const isFilled = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

/** The value if it is a text. @returns the empty text for any other type */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A value within a message. Unlike a template, it does not call `toString`, which the value may bring along. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? value : `${JSON.stringify(value)}`;

/** True for a text of white space alone, the empty text included. */
export const isBlank = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() === '';

/** True for a text that parses as a JSON object. */
export function isJsonText(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return isJson(JSON.parse(value));
  } catch {
    return false;
  }
}

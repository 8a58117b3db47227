/**
 * Specimens: what is kept of an error that no row of knowledge matches, so that a row can be written for it. A specimen
 * is small, holds no credential and none of the user's words, and reads like the error itself.
 */
import type { ClassifyOptions } from './classify.ts';
import { redactJson } from './redact-json.ts';
import { FieldReader, type Limits, type ReadError } from './specimen/fields.ts';
import { Redactor } from './specimen/redactor.ts';

/**
 * An error in the form of a case (`cases/cases.jsonl`): plain JSON, 2,000 characters at most. `error` has the fields
 * from which evidence is read, and no other: no stack, no request.
 */
export interface Specimen {
  /** `ClassifyOptions.provider`; empty if it was not given. */
  provider: string;
  error: ReadError;
}

/** Longest specimen as JSON, characters. */
const longest = 2_000;

/** Limits in the order in which they are tried: the deepest fields are dropped first, and the longest texts cut. */
const ladder: readonly Limits[] = [
  { depth: 4, longest: 1_000 },
  { depth: 4, longest: 500 },
  { depth: 3, longest: 500 },
  { depth: 3, longest: 250 },
  { depth: 2, longest: 250 },
  { depth: 2, longest: 100 },
  { depth: 1, longest: 100 },
  { depth: 0, longest: 50 },
];

/**
 * Makes the specimen of an error. Never throws. Reads a bounded part of the error.
 *
 * An `Error` with the specimen's fields has the same evidence as the error itself, unless the error is larger than a
 * specimen may be.
 *
 * @param error a thrown value, a response body, a frame of a stream, a string, or any other value
 */
export function specimenOf(error: unknown, options: ClassifyOptions = {}): Specimen {
  const redactor = new Redactor(options.redactAlso);
  const provider = redactor.redact(options.provider ?? '', 60);
  let specimen: Specimen = { provider, error: { message: '' } };
  for (const limits of ladder) {
    specimen = { provider, error: new FieldReader(limits, redactor).read(error) };
    if (JSON.stringify(specimen).length <= longest) return redactJson(specimen);
  }
  // An error of nothing but codes.
  const { message } = specimen.error;
  return { provider, error: { message: redactor.redact(String(message), 100) } };
}

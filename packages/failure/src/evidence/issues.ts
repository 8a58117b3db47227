/**
 * The issues of a schema library (Zod). A client that checks an answer against a schema throws them. Their codes and
 * texts describe the schema, so that they are no evidence of the provider: `invalid_type` is Zod's word there.
 */
import { get, isArray } from './safe.ts';

/** Stands in place of issues in the texts. */
export const issueText = 'The answer does not match its schema.';

/** True for an issue of Zod. Source: zod.dev/error-customization: `{ code, path, message }`. */
export const isIssue = (value: unknown): boolean =>
  isArray(get(value, 'path')) &&
  typeof get(value, 'code') === 'string' &&
  typeof get(value, 'message') === 'string';

export const areIssues = (value: unknown): boolean => isArray(value) && isIssue(value[0]);

/**
 * True for a text that is a list of issues, as Zod prints them. Needed because a list that is longer than what is parsed
 * is cut, and then is no JSON.
 */
export const isIssueText = (text: string): boolean =>
  /^\s{0,8}\[\s{0,8}\{\s{0,12}"(?:code|expected|origin|path|message|keys|values)": /.test(text);

/** Start of a text of the AI SDK, after which the rejected value stands as JSON. */
const start = 'Type validation failed';
const end = '.\nError message: ';

/**
 * A text of the AI SDK without its issues. Source: vercel/ai, packages/provider/src/errors/type-validation-error.ts:
 * `Type validation failed: Value: {…}.\nError message: […]`. Other texts are returned unchanged.
 */
export function withoutIssues(text: string): string {
  if (!text.startsWith(start)) return text;
  const at = text.lastIndexOf(end);
  return at < 0 ? text : text.slice(0, at);
}

/**
 * Events of a service that the SDK's adapter does not know, such as a ping between two chunks. Most adapters report one as
 * an error, and read on (`@ai-sdk/openai-compatible` 3.0.92, `@ai-sdk/anthropic` 4.0.105).
 */
import { TypeValidationError } from 'ai';

/** Fields in which a service carries a piece of its answer, or says what is wrong. */
const telling: readonly string[] = [
  'candidates',
  'choices',
  'code',
  'content',
  'content_block',
  'delta',
  'error',
  'index',
  'item',
  'message',
  'output',
  'part',
  'response',
  'text',
];

/** True for the error of an event that has a type, and says nothing of the answer: without the event, it is as whole. */
export function isUnknownEvent(error: unknown): boolean {
  if (!TypeValidationError.isInstance(error)) return false;
  const { type, ...fields } = Object(error.value) as Record<string, unknown>;
  if (typeof type !== 'string' || /error|fail/i.test(type)) return false;
  return !telling.some((field) => Object.hasOwn(fields, field));
}

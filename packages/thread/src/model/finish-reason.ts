/** Why a completed run's answer ended. */
import type { Json } from '@perdure/run/words';

/**
 * - `stop`: the model had said all
 * - `length`: the answer was cut off at the limit of output tokens
 * - `toolCalls`: the loop of tool calls was ended after a tool's result, at its limit of steps or by a condition of the
 *   app, before an answer
 * - `empty`: the model ended on purpose and said nothing
 * - `other`: the provider gave another reason, and a text came with it
 */
export const finishReasons = ['stop', 'length', 'toolCalls', 'empty', 'other'] as const;
export type FinishReason = (typeof finishReasons)[number];

/** The words of records older than these five, by the AI SDK's names. */
const older: Readonly<Record<string, FinishReason>> = { 'tool-calls': 'toolCalls' };

/** The reason in the output of `run.completed`; null if the output has none. */
export function finishReasonOf(output: Json): FinishReason | null {
  const { finishReason: reason } = Object(output) as { finishReason?: unknown };
  if (typeof reason !== 'string') return null;
  const known = finishReasons.find((word) => word === reason);
  return known ?? (Object.hasOwn(older, reason) ? (older[reason] ?? 'other') : 'other');
}

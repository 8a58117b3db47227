/** The stage of a tool call. Only a recorded result proves that the tool was called. */
import type { Message, ToolCallPart } from '@perdure/thread';

/** `toolBegun`: the tool was at work when its run or its attempt ended, and its outcome is unknown. */
export type ToolStage = 'toolWanted' | 'toolInvalid' | 'toolBegun' | 'toolCall' | 'toolRefused';

export function stageOf(
  messages: readonly Message[],
  { id, invalid }: Pick<ToolCallPart, 'id' | 'invalid'>,
): ToolStage {
  if (invalid) return 'toolInvalid';
  for (const { parts } of messages)
    for (const part of parts) {
      if (part.type !== 'toolResult' || part.id !== id) continue;
      if (part.missing !== undefined) return 'toolBegun';
      return isDenial(part.output) ? 'toolRefused' : 'toolCall';
    }
  return 'toolWanted';
}

/** True for the output of a call that a human has refused. */
export const isDenial = (output: unknown): boolean =>
  output !== null && typeof output === 'object' && 'denied' in output && output.denied === true;

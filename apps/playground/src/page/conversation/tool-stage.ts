/** How far a call of a tool has come. Only its result says that it was called at all. */
import type { Message } from '@perdure/runtime/view';

export type ToolStage = 'toolWanted' | 'toolCall' | 'toolRefused';

export function stageOf(messages: readonly Message[], callId: string): ToolStage {
  for (const { parts } of messages)
    for (const part of parts)
      if (part.type === 'toolResult' && part.id === callId)
        return isDenial(part.output) ? 'toolRefused' : 'toolCall';
  return 'toolWanted';
}

/** What stands in the place of a result where a human has refused the call. */
export const isDenial = (output: unknown): boolean =>
  output !== null && typeof output === 'object' && 'denied' in output && output.denied === true;

/** The stage of a tool call. Only a recorded result proves that the tool was called. */
import type { Message } from '@perdure/thread';

export type ToolStage = 'toolWanted' | 'toolCall' | 'toolRefused';

export function stageOf(messages: readonly Message[], callId: string): ToolStage {
  for (const { parts } of messages)
    for (const part of parts)
      if (part.type === 'toolResult' && part.id === callId)
        return isDenial(part.output) ? 'toolRefused' : 'toolCall';
  return 'toolWanted';
}

/** True for the output of a call that a human has refused. */
export const isDenial = (output: unknown): boolean =>
  output !== null && typeof output === 'object' && 'denied' in output && output.denied === true;

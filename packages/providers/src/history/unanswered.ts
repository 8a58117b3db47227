/** The result of a call that an earlier run left without one: its question was not answered. */
import type { ToolCallPart, ToolResultPart } from '@perdure/thread';

export const unanswered = ({ id, name }: ToolCallPart): ToolResultPart => ({
  type: 'toolResult',
  id,
  name,
  output: {
    error: 'The run ended before the call had a result. It may not have been performed.',
  },
  isError: true,
  missing: 'stopped',
});

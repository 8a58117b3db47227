/**
 * The result of a call that an earlier run left without one: its question was not answered. A call that began has a
 * result in the record, so this one was not performed.
 */
import type { ToolCallPart, ToolResultPart } from '@perdure/thread';

export const unanswered = ({ id, name }: ToolCallPart): ToolResultPart => ({
  type: 'toolResult',
  id,
  name,
  output: {
    error:
      'The call was not performed, because the run ended before the call was allowed or answered.',
  },
  isError: true,
});

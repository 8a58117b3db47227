/** The parts of an answer. How it comes along says the run's status, so nothing here stands for "under way". */
import { MessagePartPrimitive, type ToolCallMessagePartProps } from '@assistant-ui/react';
import type { Json } from '@perdure/run';
import { ToolPart } from '../conversation/tool-part.tsx';

export const parts = { Text, tools: { Fallback: Tool } };

function Text() {
  return (
    <p>
      <MessagePartPrimitive.Text />
    </p>
  );
}

function Tool({ toolCallId: id, toolName: name, args: input, result }: ToolCallMessagePartProps) {
  return (
    <>
      <ToolPart part={{ type: 'toolCall', id, name, input }} />
      {result !== undefined && (
        <ToolPart part={{ type: 'toolResult', id, name, output: result as Json }} />
      )}
    </>
  );
}

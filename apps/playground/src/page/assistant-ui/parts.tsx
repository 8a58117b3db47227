/** The parts of an answer. The parts show no progress, because the status of the run shows the progress. */
import { MessagePartPrimitive, type ToolCallMessagePartProps } from '@assistant-ui/react';
import type { Json } from '@perdure/run/words';
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

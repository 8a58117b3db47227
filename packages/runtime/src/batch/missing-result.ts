/** The result of a tool that gave none, because it was stopped or lost at work. */
import type { ToolResultPart } from '@perdure/thread';

type Missing = NonNullable<ToolResultPart['missing']>;

const words: Record<Missing, string> = {
  stopped: 'The user stopped the run while the tool was at work.',
  lost: 'The connection was lost while the tool was at work.',
};

export const missingResult = (
  { id, name }: { id: string; name: string },
  missing: Missing,
): ToolResultPart => ({
  type: 'toolResult',
  id,
  name,
  output: { error: `${words[missing]} It is unknown whether the tool has taken effect.` },
  isError: true,
  missing,
});

/** What is told to a model as text of the user, because the model takes it in no other form. */
import type { FilePart, ToolCallPart, ToolResultPart } from '@perdure/thread';
import { modelOutputOf } from './model-output.ts';
import { outputText } from './output-text.ts';

export const cutNote = '[The user stopped the answer above before it was complete.]';

/** For a history that ends with an answer, because many providers refuse to continue one. */
export const goOnNote = '[The answer above was cut off by a lost connection. Go on from there.]';

export const filesAloneNote = '[Sent without a text.]';

/** For an assistant that gave no answer after the results of tools. */
export const noAnswerNote = '[No answer was given.]';

export const callNote = ({ name, input }: ToolCallPart, result: ToolResultPart): string =>
  `[The tool ${name} was called with ${JSON.stringify(input)}. Its result: ${outputText(modelOutputOf(result))}]`;

export const refusedPromptNote = '[Here the user sent a prompt that was refused.]';

export const refusedLinkNote = '[Here a tool gave a file that could not be read.]';

/** @param from who gave the file, and how */
export const refusedNote = (
  { name, mediaType, size }: FilePart,
  from: 'the user sent' | 'the assistant made' | 'a tool gave',
): string =>
  `[Here ${from} a file that was refused: ${name ?? 'without a name'}, ${mediaType}, ${size} bytes.]`;

export const fileNote = ({ name, mediaType, size }: FilePart): string =>
  `[Here the assistant made a file: ${name ?? 'without a name'}, ${mediaType}, ${size} bytes.]`;

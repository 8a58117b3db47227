/** What a tool makes of its result for the model, as far as it can be recorded. */
import type { Json, NewToolOutput } from '@perdure/runtime';
import { asJson, bytesOf } from '@perdure/thread';
import type { Tool } from './tool.ts';

type Item = Extract<NewToolOutput, { type: 'content' }>['value'][number];

/** Undefined for what cannot be recorded: the tool has been performed, and its output itself is the result. */
export async function newModelOutput(tool: Tool, output: Json): Promise<NewToolOutput | undefined> {
  try {
    const made = await tool.toModelOutput?.(output);
    return made === undefined || !isRecordable(made) ? undefined : made;
  } catch {
    return undefined;
  }
}

/**
 * False for what breaks its type, because many apps have no types.
 *
 * @throws {Error} for a value without a JSON form, and for a file whose data are no bytes, or too many
 */
function isRecordable(output: NewToolOutput): boolean {
  switch (output.type) {
    case 'text':
    case 'errorText':
      return typeof output.value === 'string';
    case 'json':
    case 'errorJson':
      return 'value' in asJson(output);
    case 'denied':
      return isTextOrNone(output.reason);
    case 'content':
      return output.value.every(isRecordableItem);
    default:
      return false;
  }
}

function isRecordableItem(item: Item): boolean {
  if (item.type === 'text') return typeof item.text === 'string';
  if (item.type !== 'file' || !('data' in item)) return asJson(item).type === item.type;
  const isNamed = isTextOrNone(item.name) && isTextOrNone(item.mediaType);
  return isNamed && bytesOf(item).length > 0;
}

const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === 'string';

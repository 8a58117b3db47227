/** The names of tools that a model has made up, in the form that every provider takes. */
import type { Message, ToolCallPart } from '@perdure/thread';
import { isForeign } from './origin.ts';
import type { TurnOptions } from './turns.ts';

/** A name that every provider takes. */
const portable = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * The name of a call as it is sent. A name with other characters stays if the call's own model gave it to a tool that
 * exists, because this model takes it in the list of tools, too.
 */
export function sentName(
  { name, invalid }: ToolCallPart,
  message: Message,
  { origin }: Pick<TurnOptions, 'origin'>,
): string {
  const isKept = portable.test(name) || (!invalid && !isForeign(message, origin));
  return isKept ? name : portableName(name);
}

/** The name in a form that every provider takes; a name of this form as it is. */
export const portableName = (name: string): string =>
  name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'unnamed';

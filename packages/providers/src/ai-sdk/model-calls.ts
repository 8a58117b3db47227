/**
 * The calls of an attempt as the model knows them. The SDK has other arguments than the model has written, because a
 * tool's schema may transform them, and for an approved call another id than the model is given.
 */
import type { Prompt } from './repaired-prompt.ts';

/** A call of a tool, or its result. */
export interface CallReference {
  toolCallId: string;
  toolName: string;
}

/** A call with the arguments that its tool takes. */
export interface MadeCall extends CallReference {
  input: unknown;
  /** True if the model has made up the tool or the arguments. */
  invalid?: boolean | undefined;
}

export class ModelCalls {
  /** The arguments as the model has written them, by the id of the call. */
  readonly #written = new Map<string, string>();
  /** The arguments that the model is given, by the call and the arguments that its tool takes. */
  readonly #given = new Map<string, unknown>();
  readonly #invalid = new Set<string>();
  readonly #ids: ReadonlyMap<string, string>;

  /** @param ids the ids that the model is given, by the ids that the SDK has */
  constructor(ids: ReadonlyMap<string, string> = new Map()) {
    this.#ids = ids;
  }

  /** Call with each call of the model's own stream, and with each one that the app has repaired. */
  write({ toolCallId, input }: { toolCallId: string; input: string }): void {
    this.#written.set(toolCallId, input);
  }

  /** The arguments as the model has written them. Those of an invalid call stay as the SDK has them. */
  inputOf({ toolCallId, input, invalid }: MadeCall): unknown {
    const written = this.#written.get(toolCallId);
    if (invalid || written === undefined) return input;
    try {
      return JSON.parse(written);
    } catch {
      return input;
    }
  }

  /** Call with each call of a step, before the next one. */
  make(call: MadeCall): void {
    if (call.invalid) this.#invalid.add(nameKey(call));
    else this.give(call, this.inputOf(call));
  }

  /** In requests, the call gets these arguments in the place of those that its tool takes. */
  give(call: MadeCall, input: unknown): void {
    if (input !== call.input) this.#given.set(inputKey(call), input);
  }

  isInvalid(call: CallReference): boolean {
    return this.#invalid.has(nameKey(call));
  }

  /** The arguments that the model is given. */
  givenInput(call: MadeCall): unknown {
    const key = this.#given.size > 0 ? inputKey(call) : '';
    return this.#given.has(key) ? this.#given.get(key) : call.input;
  }

  /** The prompt with the ids that the model is given. */
  withIds(prompt: Prompt): Prompt {
    if (this.#ids.size === 0) return prompt;
    const ids = new Map(this.#ids);
    const begun = new Set<string>();
    const renamed = <T extends object>(part: T): T => {
      if (!('toolCallId' in part) || typeof part.toolCallId !== 'string') return part;
      const { toolCallId: id } = part;
      if ('type' in part && part.type === 'tool-call') {
        // A later call of the same id is another one, which the model has just made.
        if (begun.has(id)) ids.delete(id);
        begun.add(id);
      }
      return { ...part, toolCallId: ids.get(id) ?? id };
    };
    return prompt.map((message) =>
      typeof message.content === 'string'
        ? message
        : ({ ...message, content: message.content.map(renamed) } as Prompt[number]),
    );
  }
}

const nameKey = ({ toolCallId, toolName }: CallReference): string =>
  JSON.stringify([toolCallId, toolName]);

/** A schema may make of the arguments what has no JSON form. */
function inputKey({ toolCallId, toolName, input }: MadeCall): string {
  try {
    return JSON.stringify([toolCallId, toolName, input]);
  } catch {
    return JSON.stringify([toolCallId, toolName]);
  }
}

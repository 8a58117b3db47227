/**
 * The calls of an attempt as the model knows them. The SDK has other arguments than the model has written, because a
 * tool's schema may transform them, and for an approved call another id than the model is given.
 */
import { newId, type SentIds } from '../history/index.ts';
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
  /** The reasons for which the app's policy has denied calls, by call id. */
  readonly denials = new Map<string, string>();
  readonly #sent: SentIds;
  /** The calls in the first request of the attempt. */
  #first: ReadonlySet<string> | undefined;
  /** The ids that the model is given for the calls of the attempt, by its own id, because it may count from 0 again. */
  readonly #made = new Map<string, string[]>();

  /** @param sent the ids in the first request */
  constructor(sent: SentIds) {
    this.#sent = sent;
  }

  /** Call with each call of the model's own stream. */
  write(call: { toolCallId: string; input: string }): void {
    const { toolCallId: id } = call;
    this.repair(call);
    this.#sent.count += 1;
    const given = this.#sent.used.has(id) ? newId(this.#sent.count) : id;
    this.#sent.used.add(given);
    this.#made.set(id, [...(this.#made.get(id) ?? []), given]);
  }

  /** Call with each call that the app has repaired. */
  repair({ toolCallId, input }: { toolCallId: string; input: string }): void {
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
    this.#first ??= new Set(prompt.flatMap(callsOf));
    const left = new Map([...this.#made].map(([id, given]) => [id, [...given]]));
    const begun = new Map<string, string>();
    const renamed = <T extends object>(part: T): T => {
      const id = callIdOf(part);
      if (id === undefined) return part;
      if (isCall(part)) {
        const isFirst = this.#first?.has(id) && !begun.has(id);
        const given = isFirst ? this.#sent.ids.get(id) : left.get(id)?.shift();
        begun.set(id, given ?? id);
      }
      return { ...part, toolCallId: begun.get(id) ?? id };
    };
    return prompt.map((message) =>
      typeof message.content === 'string'
        ? message
        : ({ ...message, content: message.content.map(renamed) } as Prompt[number]),
    );
  }
}

const isCall = (part: object): boolean => 'type' in part && part.type === 'tool-call';

const callIdOf = (part: object): string | undefined =>
  'toolCallId' in part && typeof part.toolCallId === 'string' ? part.toolCallId : undefined;

const callsOf = ({ content }: Prompt[number]): string[] =>
  typeof content === 'string'
    ? []
    : content.flatMap((part) => (isCall(part) ? (callIdOf(part) ?? []) : []));

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

/**
 * The history as turns: what is sent to a model, before a provider's library gives it its form. A pure function of the
 * messages and of the model that comes next, so that the same messages give the same bytes (G14).
 */
import type {
  FilePart,
  Message,
  Origin,
  OtherPart,
  ReasoningPart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '@perdure/thread';
import { callIds } from './call-ids.ts';
import { pairCalls } from './calls.ts';
import { uniqueFileNames } from './file-names.ts';
import { joinTurns } from './join-turns.ts';
import { modelSteps } from './model-steps.ts';
import { callNote, cutNote, fileNote, filesAloneNote } from './notes.ts';
import { isForeign, type SentPart, sentPart } from './origin.ts';
import { promptParts, withoutRefused } from './refused.ts';
import { sentName } from './tool-names.ts';
import { unanswered } from './unanswered.ts';
import { wellFormedTurn } from './well-formed.ts';

export type AssistantPart =
  | TextPart
  | ReasoningPart
  | FilePart
  | OtherPart
  | ToolCallPart
  /** Only of a call that the provider performs itself. */
  | ToolResultPart;

/**
 * One turn. Users and assistants alternate, no turn is empty, and no text is blank. The results of an assistant's calls
 * follow at once, one for each call, in the order of the calls.
 */
export type Turn =
  | { readonly role: 'user'; readonly parts: readonly (TextPart | FilePart)[] }
  | { readonly role: 'assistant'; readonly parts: readonly AssistantPart[] }
  | { readonly role: 'tool'; readonly results: readonly ToolResultPart[] };

export interface TurnOptions {
  /** The model that is called next. Metadata of any other model is left out. */
  origin: Origin;
  /** True if the model is given tools. Without tools, calls are told as text, because providers refuse them. */
  hasTools: boolean;
  /** The run under way. Its calls without a result are left out, because a human is still to be asked about them. */
  runId: string;
  /** A call without a result that a human has approved. It is kept, for the library to perform. */
  approved?: ToolCallPart | undefined;
}

export function toTurns(recorded: readonly Message[], options: TurnOptions): Turn[] {
  const { origin, hasTools, approved, runId } = options;
  const messages = recorded.map(withoutRefused);
  const pairs = pairCalls(messages);
  const { renamed: ids } = callIds(messages, pairs, origin, approved);
  const lastPrompt = messages.findLastIndex(({ role }) => role === 'user');

  const turns = messages.flatMap((message, index): Turn[] => {
    if (message.role === 'user') return [prompt(promptParts(message))];
    const isApproved = message.parts.some((part) => part === approved);
    const isRefused = !hasTools || (isForeign(message, origin) && index > lastPrompt);
    const steps = modelSteps(message.parts.flatMap((part) => sentPart(part, message, origin)));
    const told = steps.flatMap((parts) => toStep(parts, message, isRefused && !isApproved));
    const isCut = message.cut === 'stopped' && told.some((turn) => turn.role === 'assistant');
    return isCut ? [...told, user(cutNote)] : told;
  });
  return joinTurns(uniqueFileNames(turns.map(wellFormedTurn)));

  /**
   * @param isTold true for a step whose calls are told as text of the user, because the model would refuse them as calls
   */
  function toStep(parts: readonly SentPart[], message: Message, isTold: boolean): Turn[] {
    const kept: AssistantPart[] = [];
    const results: ToolResultPart[] = [];
    const notes: TextPart[] = [];
    for (const sent of parts) {
      const { part, source } = sent;
      if (part.type === 'file' && isForeign(message, origin)) notes.push(text(fileNote(part)));
      else if (!isOwn(part)) kept.push(...answered(sent));
      else if (part.type === 'toolCall') {
        const result = resultOf(source as ToolCallPart, message);
        if (result === undefined && source !== approved) continue;
        if (isTold) {
          if (result !== undefined) notes.push(text(callNote(part, result)));
          continue;
        }
        const id = ids.get(source as ToolCallPart) ?? part.id;
        const name = sentName(part, message, options);
        kept.push({ ...part, id, name });
        if (result !== undefined) results.push({ ...result, id, name });
      }
    }
    return [
      { role: 'assistant', parts: kept },
      { role: 'tool', results },
      { role: 'user', parts: notes },
    ];
  }

  /** The part as it is; none for a call of the provider's own that has no result. */
  function answered({ part, source }: SentPart): AssistantPart[] {
    const isOpen = part.type === 'toolCall' && pairs.get(source as ToolCallPart) === undefined;
    return isOpen ? [] : [part];
  }

  /** The result of a call; undefined for a call of the run under way that is still to be decided. */
  function resultOf(call: ToolCallPart, message: Message): ToolResultPart | undefined {
    const result = pairs.get(call);
    if (result === undefined) return message.runId === runId ? undefined : unanswered(call);
    const [sent] = sentPart(result, message, origin);
    return sent?.part as ToolResultPart | undefined;
  }
}

/** True for a call that the app performs, and for its result. */
const isOwn = (part: AssistantPart): part is ToolCallPart | ToolResultPart =>
  (part.type === 'toolCall' || part.type === 'toolResult') && !part.providerExecuted;

const text = (words: string): TextPart => ({ type: 'text', text: words });
const user = (words: string): Turn => ({ role: 'user', parts: [text(words)] });

/** A prompt. One of files alone gets a text: Bedrock demands it, and some adapters leave files out. */
function prompt(parts: readonly (TextPart | FilePart)[]): Turn {
  const hasWords = parts.some((part) => part.type === 'text' && part.text.trim() !== '');
  return { role: 'user', parts: hasWords ? parts : [...parts, text(filesAloneNote)] };
}

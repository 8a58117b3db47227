/** Puts turns into the order that every provider takes, and drops what is empty, because providers refuse it. */
import type { FilePart, TextPart } from '@perdure/thread';
import { goOnNote, noAnswerNote } from './notes.ts';
import type { AssistantPart, Turn } from './turns.ts';

/**
 * User, assistant, its results, assistant, user … and a user or results last. What is missing is filled in, so that a
 * later request begins with the same turns.
 *
 * - Two users in a row become one turn.
 * - Between two assistants, and after a last one, the user asks to go on: Claude Opus 4.6 and later refuse to continue
 *   an answer.
 * - Between results and a user stands an assistant: Mistral refuses a user after a tool.
 */
export function joinTurns(turns: readonly Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns.map(withoutBlanks)) {
    const last = joined.at(-1);
    if (isEmpty(turn)) continue;
    if (last?.role === 'user' && turn.role === 'user') {
      joined[joined.length - 1] = { role: 'user', parts: [...last.parts, ...turn.parts] };
      continue;
    }
    if (last?.role === 'assistant' && turn.role === 'assistant') joined.push(user(goOnNote));
    if (last?.role === 'tool' && turn.role === 'user') joined.push(assistant(noAnswerNote));
    joined.push(turn);
  }
  const last = joined.at(-1);
  const isAnswer = last?.role === 'assistant' && !last.parts.some(isOwnCall);
  return (isAnswer ? [...joined, user(goOnNote)] : joined).map(withJoinedTexts);
}

/**
 * The turn of a user with one text in the place of neighbouring ones, because many servers take nothing but one text as
 * the content of a message. A text with metadata stays apart.
 */
function withJoinedTexts(turn: Turn): Turn {
  if (turn.role !== 'user') return turn;
  const parts: (TextPart | FilePart)[] = [];
  for (const part of turn.parts) {
    const last = parts.at(-1);
    if (isPlain(last) && isPlain(part))
      parts[parts.length - 1] = text(`${last.text}\n\n${part.text}`);
    else parts.push(part);
  }
  return { ...turn, parts };
}

const isPlain = (part: TextPart | FilePart | undefined): part is TextPart =>
  part?.type === 'text' && part.metadata === undefined;

const text = (words: string): TextPart => ({ type: 'text', text: words });
const user = (words: string): Turn => ({ role: 'user', parts: [text(words)] });
const assistant = (words: string): Turn => ({ role: 'assistant', parts: [text(words)] });

/** True for a call that is performed before the model is called. */
const isOwnCall = (part: AssistantPart): boolean =>
  part.type === 'toolCall' && !part.providerExecuted;

const isEmpty = (turn: Turn): boolean =>
  turn.role === 'tool' ? turn.results.length === 0 : turn.parts.length === 0;

/**
 * The turn without blank texts. A blank text with metadata stays, because Gemini attaches signatures to empty texts. An
 * assistant's turn of reasoning and of items of a library alone is dropped, because it says nothing.
 */
function withoutBlanks(turn: Turn): Turn {
  if (turn.role === 'tool') return turn;
  const parts = turn.parts.filter((part) => !isBlank(part as AssistantPart));
  const isSilent = parts.every(({ type }) => type === 'reasoning' || type === 'other');
  return { ...turn, parts: turn.role === 'assistant' && isSilent ? [] : parts } as Turn;
}

const isBlank = (part: AssistantPart): boolean =>
  part.type === 'text' && part.text.trim() === '' && part.metadata === undefined;

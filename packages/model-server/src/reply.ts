/** The whole answer to a request, before a fault is applied. */
import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.ts';
import { answerTo } from './answers.ts';
import { type ChatMessage, type ChatRequest, promptOf, textOf } from './chat-request.ts';
import type { AnswerFault } from './fault.ts';
import { isBrief } from './models.ts';
import { answerAfterTools } from './tool-answers.ts';

/**
 * The answer to a request: a tool call if one is planned; otherwise a text about the new tool results if there are any,
 * or else about the prompt.
 */
export function replyTo({ model, messages }: ChatRequest, planned: AnswerFault): Answer {
  if (planned.kind === 'toolCall') {
    // The id is unique, as with a large provider, because clients identify a call by its id.
    const id = `call_${randomUUID().replaceAll('-', '')}`;
    const { name, arguments: input } = planned;
    return { kind: 'toolCall', id, name, arguments: JSON.stringify(input) };
  }
  const prompt = promptOf(messages);
  const results = newResults(messages);
  const text = results.length > 0 ? answerAfterTools(prompt, results) : answerTo(prompt);
  return { kind: 'text', text: isBrief(model) ? firstSentence(text) : text };
}

/** The tool results at the end of the messages, after the last message of another role. */
function newResults(messages: readonly ChatMessage[]): string[] {
  const last = messages.findLastIndex(({ role }) => role !== 'tool');
  return messages.slice(last + 1).map(textOf);
}

const firstSentence = (text: string): string => /^.*?[.!?。！？]”?/su.exec(text)?.[0] ?? text;

/** What the model answers to a request that goes well. */
import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.ts';
import { answerTo } from './answers.ts';
import { type ChatMessage, type ChatRequest, promptOf, textOf } from './chat-request.ts';
import type { AnswerFault } from './fault.ts';
import { isBrief } from './models.ts';
import { answerAfterTools } from './tool-answers.ts';

/** The call of a tool, if that is planned; otherwise words, about the tools' results if there are new ones. */
export function replyTo({ model, messages }: ChatRequest, planned: AnswerFault): Answer {
  if (planned.kind === 'toolCall') {
    // Never the same again, as with a large provider: a call is known by its id.
    const id = `call_${randomUUID().replaceAll('-', '')}`;
    const { name, arguments: input } = planned;
    return { kind: 'toolCall', id, name, arguments: JSON.stringify(input) };
  }
  const prompt = promptOf(messages);
  const results = newResults(messages);
  const text = results.length > 0 ? answerAfterTools(prompt, results) : answerTo(prompt);
  return { kind: 'words', text: isBrief(model) ? firstSentence(text) : text };
}

/** The results that have come since the model spoke last. */
function newResults(messages: readonly ChatMessage[]): string[] {
  const last = messages.findLastIndex(({ role }) => role !== 'tool');
  return messages.slice(last + 1).map(textOf);
}

const firstSentence = (text: string): string => /^.*?[.!?。！？]”?/su.exec(text)?.[0] ?? text;

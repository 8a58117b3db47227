/** The whole answer to a request, before a fault is applied. */
import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.ts';
import { answerTo } from './answers.ts';
import {
  type ChatMessage,
  type ChatRequest,
  partsOfPrompt,
  promptOf,
  textOf,
} from './chat-request.ts';
import type { AnswerFault } from './fault.ts';
import { sentenceAbout } from './file-answers.ts';
import { isChinese } from './language.ts';
import { isBrief } from './models.ts';
import { fileIn } from './sent-file.ts';
import { thinkingAbout } from './thinking.ts';
import { answerAfterTools } from './tool-answers.ts';

/**
 * The answer to a request: a tool call if one is planned; otherwise a text about the new tool results if there are any,
 * or else about the prompt and its files.
 */
export function replyTo(request: ChatRequest, planned: AnswerFault): Answer {
  if (planned.kind === 'toolCall') {
    // The id is unique, as with a large provider, because clients identify a call by its id.
    const id = `call_${randomUUID().replaceAll('-', '')}`;
    const { name, arguments: input } = planned;
    return { kind: 'toolCall', id, name, arguments: JSON.stringify(input) };
  }
  const reasoning = thinks(request, planned) ? thinkingAbout(promptOf(request.messages)) : '';
  const saysNothing = planned.kind === 'finish' && planned.reasoningOnly;
  return { kind: 'text', reasoning, text: saysNothing ? '' : textFor(request) };
}

/** True if thinking is planned, or if the client asks for it with OpenAI's `reasoning_effort`. */
function thinks({ reasoning_effort: effort }: ChatRequest, planned: AnswerFault): boolean {
  if (planned.kind === 'reasoning') return true;
  if (planned.kind === 'finish' && planned.reasoningOnly) return true;
  return (effort ?? 'none') !== 'none';
}

function textFor({ model, messages }: ChatRequest): string {
  const results = newResults(messages);
  const text =
    results.length > 0 ? answerAfterTools(promptOf(messages), results) : aboutPrompt(messages);
  return isBrief(model) ? firstSentence(text) : text;
}

/** The tool results at the end of the messages, after the last message of another role. */
function newResults(messages: readonly ChatMessage[]): string[] {
  const last = messages.findLastIndex(({ role }) => role !== 'tool');
  return messages.slice(last + 1).map(textOf);
}

/** A sentence for each file of the prompt, and the answer to its text. Files without text get their sentences only. */
function aboutPrompt(messages: readonly ChatMessage[]): string {
  const prompt = promptOf(messages);
  const sentences = partsOfPrompt(messages).flatMap((part) => {
    const file = fileIn(part);
    return file ? [sentenceAbout(file, isChinese(prompt))] : [];
  });
  const hasAnswer = sentences.length === 0 || prompt.trim() !== '';
  return [...sentences, ...(hasAnswer ? [answerTo(prompt)] : [])].join(' ');
}

const firstSentence = (text: string): string => /^.*?[.!?。！？]”?/su.exec(text)?.[0] ?? text;

/** One call of `streamText`, from its first part to the end of the attempt. */
import type { Chunk } from '@perdure/runtime';
import { type LanguageModel, type ModelMessage, streamText, type ToolSet } from 'ai';
import { toChunk } from './chunks.ts';
import { OpenQuestions } from './open-questions.ts';
import type { Question } from './question.ts';

/** The arguments of `streamText` that this package reads or sets. */
export interface StreamTextCall {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
}

/**
 * Yields the answer as chunks. The last chunk is `ask` if a call needs a human, and `finish` otherwise.
 *
 * @param nextQuestion a question to ask as soon as the approved tool has a result, before the model is called again
 */
export async function* converse(
  call: StreamTextCall,
  messages: ModelMessage[],
  nextQuestion?: Question | undefined,
): AsyncGenerator<Chunk> {
  const { stream } = streamText({
    ...call,
    messages,
    // Stops the SDK before it calls the model after the approved tool, because a model refuses calls without a result.
    ...(nextQuestion !== undefined && { prepareStep: () => new Promise<never>(() => {}) }),
    maxRetries: 0,
    // Replaces the SDK's default, which writes the error to the console. The stream also has the error, as a part.
    onError: () => {},
  });
  const questions = new OpenQuestions(call.tools);
  let hasBegun = false;
  for await (const part of stream) {
    if (part.type === 'start-step' && hasBegun) yield { type: 'finishStep' };
    questions.note(part);
    const chunk = toChunk(part);
    if (chunk === undefined) continue;
    const question = chunk.type === 'finish' ? questions.first : undefined;
    yield question === undefined ? chunk : { type: 'ask', question };
    hasBegun = true;
    if (chunk.type === 'toolResult' && nextQuestion !== undefined) {
      yield { type: 'ask', question: nextQuestion };
      return;
    }
  }
}

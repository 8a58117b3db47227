/** One call of `streamText`, from its first part to the end of the attempt. */
import type { Chunk } from '@perdure/runtime';
import { type LanguageModel, type ModelMessage, streamText, type ToolSet } from 'ai';
import { toChunk } from './chunks.ts';
import { OpenQuestions } from './open-questions.ts';
import type { Question } from './question.ts';

/** The arguments of `streamText`, as far as this package reads or sets them. */
export interface StreamTextCall {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
}

/**
 * Yields the answer as chunks. Ends with `ask` if a call needs a human, or else with `finish`.
 *
 * @param nextQuestion asked as soon as the approved tool has a result, before the model is called again
 */
export async function* converse(
  call: StreamTextCall,
  messages: ModelMessage[],
  nextQuestion?: Question | undefined,
): AsyncGenerator<Chunk> {
  const { stream } = streamText({
    ...call,
    messages,
    // Keeps the SDK from calling the model after the approved tool, because a model refuses calls without a result.
    ...(nextQuestion !== undefined && { prepareStep: () => new Promise<never>(() => {}) }),
    maxRetries: 0,
    // Replaces the default, which writes to the console. The error also comes as a part of the stream.
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

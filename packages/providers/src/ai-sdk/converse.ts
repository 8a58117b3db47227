/** One call of `streamText`, from its first part to the end of the attempt. */
import type { Chunk } from '@perdure/runtime';
import { type LanguageModel, type ModelMessage, streamText, type ToolSet } from 'ai';
import { toChunk } from './chunks.ts';
import { OpenQuestions } from './open-questions.ts';
import type { Question } from './question.ts';

/** What is given to `streamText`, as far as it matters here. */
export interface StreamTextCall {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
}

/**
 * Ends by asking a human, if the model has called for one.
 *
 * @param ahead asked as soon as the approved tool has been performed, in place of the model
 */
export async function* converse(
  call: StreamTextCall,
  messages: ModelMessage[],
  ahead?: Question | undefined,
): AsyncGenerator<Chunk> {
  const { stream } = streamText({
    ...call,
    messages,
    // The SDK goes on by itself, but a model can't while some of its calls have no result.
    ...(ahead !== undefined && { prepareStep: () => new Promise<never>(() => {}) }),
    maxRetries: 0,
    // The error comes as a part too. Without this the SDK also writes it to the console.
    onError: () => {},
  });
  const questions = new OpenQuestions(call.tools);
  let hasBegun = false;
  for await (const part of stream) {
    if (part.type === 'start-step' && hasBegun) yield { type: 'step' };
    questions.note(part);
    const chunk = toChunk(part);
    if (chunk === undefined) continue;
    const question = chunk.type === 'finish' ? questions.first : undefined;
    yield question === undefined ? chunk : { type: 'ask', question };
    hasBegun = true;
    if (chunk.type === 'toolResult' && ahead !== undefined) {
      yield { type: 'ask', question: ahead };
      return;
    }
  }
}

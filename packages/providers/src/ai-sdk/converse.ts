/** One call of `streamText`, from its first part to the end of the attempt. */
import type { Chunk, Usage } from '@perdure/runtime';
import type { Origin } from '@perdure/thread';
import {
  APICallError,
  isStepCount,
  type LanguageModel,
  type ModelMessage,
  type PrepareStepFunction,
  streamText,
  type TextStreamPart,
  type ToolSet,
} from 'ai';
import type { Question } from '../questions/question.ts';
import { toChunk, toUsage } from './chunks.ts';
import { HeldChunks } from './held-chunks.ts';
import { ModelOutputs } from './model-outputs.ts';
import { OpenQuestions } from './open-questions.ts';
import { Steps } from './steps.ts';

/** The arguments of `streamText` that this package reads or sets. */
export interface StreamTextCall {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
  prepareStep?: PrepareStepFunction<ToolSet>;
}

/**
 * The SDK's own default is one step, which ends a run after its first tools. The number is that of the SDK's
 * `ToolLoopAgent`.
 */
const defaultStopWhen = isStepCount(20);

/**
 * Parts before which a finished step is recorded as whole. The model call that follows may fail or never answer, and the
 * step does not depend on it: a step that counts as unfinished loses its references to stored items.
 */
const sealing: ReadonlySet<string> = new Set(['step-prepared', 'start-step', 'error', 'abort']);

/**
 * Yields the answer as chunks. The last chunk is `ask` if a call needs a human, and `finish` otherwise.
 *
 * @param nextQuestion a question to ask as soon as the approved tool has a result, before the model is called again
 */
export async function* converse(
  call: StreamTextCall,
  origin: Origin,
  messages: ModelMessage[],
  nextQuestion?: Question | undefined,
): AsyncGenerator<Chunk> {
  const outputs = new ModelOutputs(call.tools);
  const modelSteps = new Steps();
  // Stops the SDK before it calls the model after the approved tool, because a model refuses calls without a result.
  const prepareStep =
    nextQuestion === undefined ? call.prepareStep : () => new Promise<never>(() => {});
  const { stream } = streamText({
    stopWhen: defaultStopWhen,
    ...call,
    tools: outputs.tools,
    messages,
    prepareStep: modelSteps.preparing(prepareStep),
    maxRetries: 0,
    // Raw chunks show that the model is at work while it writes arguments or thinks in secret.
    include: { requestBody: true, rawChunks: true },
    // Replaces the SDK's default, which writes the error to the console. The stream also has the error, as a part.
    onError: () => {},
  });
  const questions = new OpenQuestions(call.tools);
  const held = new HeldChunks();
  /** True between a finished step and the next one. */
  let isWhole = false;
  let usage: Usage | undefined;
  for await (const part of modelSteps.partsOf(stream)) {
    if (isWhole && sealing.has(part.type)) {
      yield { type: 'finishStep', ...used(usage) };
      isWhole = false;
      usage = undefined;
    }
    if (part.type === 'step-prepared') continue;
    questions.note(part);
    switch (part.type) {
      case 'start-step':
        yield { type: 'startStep', origin, request: part.request.body };
        continue;
      case 'finish-step':
        usage = toUsage(part.usage);
        isWhole = true;
        yield* held.release();
        continue;
      case 'finish':
        yield questions.first === undefined
          ? { type: 'finish', reason: reasonOf(part), ...used(usage) }
          : { type: 'ask', question: questions.first, ...used(usage) };
        return;
      case 'error':
        yield* held.release();
        if (APICallError.isInstance(part.error))
          yield { type: 'startStep', origin, request: part.error.requestBodyValues };
    }
    const chunk = await toChunk(part, outputs);
    yield* held.pass(part, chunk);
    if (chunk.type === 'toolResult' && nextQuestion !== undefined) {
      yield { type: 'ask', question: nextQuestion };
      return;
    }
  }
}

const used = (usage: Usage | undefined): { usage?: Usage } =>
  usage === undefined ? {} : { usage };

/**
 * The provider's word, where the SDK has no word of its own for it.
 *
 * @throws {Error} if the stream ended without any reason, because then it was cut off: the SDK calls that `other`
 */
function reasonOf({
  finishReason,
  rawFinishReason,
}: Extract<TextStreamPart<ToolSet>, { type: 'finish' }>): string {
  if (finishReason !== 'other') return finishReason;
  if (rawFinishReason === undefined)
    throw Object.assign(new Error('The stream ended without a finish reason.'), {
      code: 'ERR_STREAM_PREMATURE_CLOSE',
    });
  return rawFinishReason;
}

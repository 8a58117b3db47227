/** Calls of `streamText`, from the first part to the end of the attempt. */
import type { Chunk, Usage } from '@perdure/runtime';
import type { Origin } from '@perdure/thread';
import {
  APICallError,
  type LanguageModel,
  type ModelMessage,
  type PrepareStepFunction,
  type TextStreamPart,
  type ToolSet,
} from 'ai';
import type { Question } from '../questions/question.ts';
import { toChunk } from './chunks.ts';
import { HeldChunks } from './held-chunks.ts';
import { ModelLoop, type StopWhen } from './model-loop.ts';
import { OpenQuestions } from './open-questions.ts';
import { streamCall } from './stream-call.ts';
import { toUsage, UsageSoFar } from './usage-so-far.ts';

/** The arguments of `streamText` that this package reads or sets. */
export interface StreamTextCall {
  model: LanguageModel;
  tools: ToolSet;
  abortSignal: AbortSignal;
  prepareStep?: PrepareStepFunction<ToolSet>;
  stopWhen?: StopWhen | undefined;
}

/**
 * Parts before which a finished step is recorded as whole. The model call that follows may fail or never answer, and the
 * step does not depend on it: a step that counts as unfinished loses its references to stored items.
 */
const sealing: ReadonlySet<string> = new Set(['step-prepared', 'start-step', 'error', 'abort']);

/** Reasons with which the model is done with its calls. Otherwise they may be cut off, and nobody is asked about them. */
const asking: ReadonlySet<string> = new Set(['stop', 'tool-calls', 'other']);

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
  const loop = new ModelLoop(call.stopWhen);
  let said: ModelMessage[] | undefined = messages;
  while (said !== undefined) said = yield* answer(call, origin, said, loop, nextQuestion);
}

/** Returns the conversation for another call of `streamText`; undefined at the end of the attempt. */
async function* answer(
  call: StreamTextCall,
  origin: Origin,
  messages: ModelMessage[],
  loop: ModelLoop,
  nextQuestion: Question | undefined,
): AsyncGenerator<Chunk, ModelMessage[] | undefined> {
  const { parts, outputs, result } = streamCall(call, messages, loop, nextQuestion !== undefined);
  const questions = new OpenQuestions(call.tools);
  const held = new HeldChunks();
  const usageSoFar = new UsageSoFar();
  const { denials } = questions;
  /** True between a finished step and the next one. */
  let isWhole = false;
  let usage: Usage | undefined;
  for await (const part of parts) {
    if (isWhole && sealing.has(part.type)) {
      yield { type: 'finishStep', ...used(usage) };
      isWhole = false;
      usage = undefined;
    }
    if (part.type === 'bytes') yield { type: 'alive' };
    if (part.type === 'step-prepared' || part.type === 'bytes') continue;
    questions.note(part);
    const soFar = usageSoFar.note(part);
    if (soFar !== undefined) yield { type: 'alive', usage: soFar };
    switch (part.type) {
      case 'start-step':
        yield { type: 'startStep', origin, request: part.request.body };
        continue;
      case 'finish-step':
        usage = toUsage(part.usage);
        isWhole = true;
        yield* held.release();
        continue;
      case 'finish': {
        const question = asking.has(part.finishReason) ? questions.first : undefined;
        if (question !== undefined) yield { type: 'ask', question, ...used(usage) };
        else if (part.rawFinishReason !== 'pause_turn')
          yield { type: 'finish', reason: reasonOf(part), ...used(usage) };
        else if (await loop.continues(await result.steps)) {
          yield { type: 'finishStep', ...used(usage) };
          return [...messages, ...(await result.responseMessages)];
        } else yield { type: 'finish', reason: 'tool-calls', ...used(usage) };
        return;
      }
      case 'error':
        yield* held.release();
        if (APICallError.isInstance(part.error))
          yield { type: 'startStep', origin, request: part.error.requestBodyValues };
    }
    const chunk = await toChunk(part, { outputs, denials });
    yield* held.pass(part, chunk);
    if (chunk.type === 'toolResult' && nextQuestion !== undefined) {
      yield { type: 'ask', question: nextQuestion };
      return;
    }
  }
  return;
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

/** The model as the SDK calls it: with repaired prompts, and with an answer that ends where the model ends it. */

import { type FinishMeaning, finishMeaning } from '@perdure/runtime';
import { gateway, type LanguageModel, type LanguageModelMiddleware, wrapLanguageModel } from 'ai';
import { endedParts } from './ended-parts.ts';
import type { HeardBytes } from './heard-bytes.ts';
import type { ModelCalls } from './model-calls.ts';
import type { RecordedAnswer } from './recorded-answer.ts';
import { repairedPrompt } from './repaired-prompt.ts';
import { isUnknownEvent } from './unknown-event.ts';
import { CallEnd } from './usage-so-far.ts';

type StreamResult = Awaited<ReturnType<NonNullable<LanguageModelMiddleware['wrapStream']>>>;
type Stream = StreamResult['stream'];
export type ModelPart = Stream extends ReadableStream<infer Part> ? Part : never;

/** What an attempt knows of its model, and hears from it. */
export interface Heard {
  calls: ModelCalls;
  bytes: HeardBytes;
  recorded: RecordedAnswer;
}

export function heardModel(model: LanguageModel, heard: Heard): LanguageModel {
  return wrapLanguageModel({
    model: typeof model === 'string' ? namedModel(model) : model,
    middleware: {
      transformParams: async ({ params, model: called }) => ({
        ...params,
        prompt: repairedPrompt(params.prompt, heard.calls, called),
      }),
      wrapStream: async ({ doStream }) => {
        const result = await heard.bytes.during(doStream);
        return { ...result, stream: untilFinish(result.stream, heard) };
      },
    },
  });
}

/** The model that the SDK finds by the name. */
const namedModel = (name: string) =>
  (globalThis.AI_SDK_DEFAULT_PROVIDER ?? gateway).languageModel(name);

/**
 * The stream up to its `finish`. What the call has used comes ahead of it, because the SDK performs the tools between the
 * model's end and its own, and `finish` comes once the calls are recorded, because the SDK then begins to perform them.
 */
function untilFinish(stream: Stream, { calls, recorded }: Heard): Stream {
  let hasCalls = false;
  const reader = stream.getReader();
  const parts = endedParts(reader);
  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const { done, value: part } = await parts.next();
      if (done) return controller.close();
      // It says that a request has begun, and is no part of the answer.
      if (part.type === 'custom' && part.kind === 'anthropic.message_start')
        return controller.enqueue({ type: 'raw', rawValue: undefined });
      if (part.type === 'error' && isUnknownEvent(part.error))
        return controller.enqueue({ type: 'raw', rawValue: undefined });
      if (part.type === 'tool-call') calls.write(part);
      hasCalls ||= part.type === 'tool-call' && !part.providerExecuted;
      if (part.type !== 'finish') return controller.enqueue(part);
      const finishReason = plainReason(part.finishReason, hasCalls);
      const answerRecorded = recorded.next();
      controller.enqueue({ type: 'raw', rawValue: new CallEnd({ ...part, finishReason }) });
      await answerRecorded;
      controller.enqueue({ ...part, finishReason });
      controller.close();
      await parts.return(undefined);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

type Reason = Extract<ModelPart, { type: 'finish' }>['finishReason'];

/**
 * The reason in the SDK's words, where its adapter knows no word for the provider's own (`tool_use`, `STOP`, `eos`): the
 * SDK performs calls only of an answer that has ended with `stop` or `tool-calls`.
 */
function plainReason(reason: Reason, hasCalls: boolean): Reason {
  const { unified, raw } = reason;
  if (unified !== 'other' || !raw) return { ...reason, raw: raw || undefined };
  const word = words[finishMeaning(raw) ?? 'toolCalls'];
  if (word === 'stop' || word === 'tool-calls')
    return hasCalls ? { unified: 'tool-calls', raw } : reason;
  return { unified: word, raw };
}

const words: Readonly<Record<FinishMeaning, Reason['unified']>> = {
  stop: 'stop',
  toolCalls: 'tool-calls',
  length: 'length',
  filtered: 'content-filter',
  broken: 'error',
};

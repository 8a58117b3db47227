/** The model as the SDK calls it: with repaired prompts, and with an answer that ends where the model ends it. */
import { gateway, type LanguageModel, type LanguageModelMiddleware, wrapLanguageModel } from 'ai';
import type { HeardBytes } from './heard-bytes.ts';
import { type CallReference, repairedPrompt } from './repaired-prompt.ts';
import { toCallUsage } from './usage-so-far.ts';

type StreamResult = Awaited<ReturnType<NonNullable<LanguageModelMiddleware['wrapStream']>>>;
type Stream = StreamResult['stream'];
type ModelPart = Stream extends ReadableStream<infer Part> ? Part : never;

/** @param isInvalid true for a call whose tool or arguments the model has made up */
export function heardModel(
  model: LanguageModel,
  isInvalid: (call: CallReference) => boolean,
  bytes: HeardBytes,
): LanguageModel {
  return wrapLanguageModel({
    model: typeof model === 'string' ? namedModel(model) : model,
    middleware: {
      transformParams: async ({ params }) => ({
        ...params,
        prompt: repairedPrompt(params.prompt, isInvalid),
      }),
      wrapStream: async ({ doStream }) => {
        const result = await bytes.during(doStream);
        return { ...result, stream: untilFinish(result.stream) };
      },
    },
  });
}

/** The model that the SDK finds by the name. */
const namedModel = (name: string) =>
  (globalThis.AI_SDK_DEFAULT_PROVIDER ?? gateway).languageModel(name);

/** Time for the connection to end by itself, so that it can be used again, ms. */
const endMs = 1_000;

/**
 * The stream up to its `finish`, because some servers keep the connection of a whole answer open. What the call has used
 * comes ahead of it, because the SDK performs the tools between the model's end and its own.
 */
function untilFinish(stream: Stream): Stream {
  const reader = stream.getReader();
  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const { done, value: part } = await reader.read();
      if (done) return controller.close();
      // It says that a request has begun, and is no part of the answer.
      if (part.type === 'custom' && part.kind === 'anthropic.message_start')
        return controller.enqueue({ type: 'raw', rawValue: undefined });
      if (part.type === 'finish')
        controller.enqueue({ type: 'raw', rawValue: toCallUsage(part.usage) });
      controller.enqueue(part);
      if (part.type !== 'finish') return;
      controller.close();
      void endSoon(reader);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function endSoon(reader: ReadableStreamDefaultReader<ModelPart>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), endMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer is there. How its connection ends is of no account.
  } finally {
    clearTimeout(timer);
  }
}

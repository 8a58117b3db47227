/** The model as the SDK calls it: with repaired prompts, and with an answer that ends where the model ends it. */
import { gateway, type LanguageModel, type LanguageModelMiddleware, wrapLanguageModel } from 'ai';
import type { HeardBytes } from './heard-bytes.ts';
import type { ModelCalls } from './model-calls.ts';
import type { RecordedAnswer } from './recorded-answer.ts';
import { repairedPrompt } from './repaired-prompt.ts';
import { CallEnd } from './usage-so-far.ts';

type StreamResult = Awaited<ReturnType<NonNullable<LanguageModelMiddleware['wrapStream']>>>;
type Stream = StreamResult['stream'];
type ModelPart = Stream extends ReadableStream<infer Part> ? Part : never;

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

/** Time for the connection to end by itself, so that it can be used again, ms. */
const endMs = 1_000;

/**
 * The stream up to its `finish`, because some servers keep the connection of a whole answer open. What the call has used
 * comes ahead of it, because the SDK performs the tools between the model's end and its own, and `finish` comes once the
 * calls are recorded, because the SDK then begins to perform them.
 */
function untilFinish(stream: Stream, { calls, recorded }: Heard): Stream {
  const reader = stream.getReader();
  return new ReadableStream<ModelPart>({
    async pull(controller) {
      const { done, value: part } = await reader.read();
      if (done) return controller.close();
      // It says that a request has begun, and is no part of the answer.
      if (part.type === 'custom' && part.kind === 'anthropic.message_start')
        return controller.enqueue({ type: 'raw', rawValue: undefined });
      if (part.type === 'tool-call') calls.write(part);
      if (part.type !== 'finish') return controller.enqueue(part);
      const answerRecorded = recorded.next();
      controller.enqueue({ type: 'raw', rawValue: new CallEnd(part) });
      await answerRecorded;
      controller.enqueue(part);
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

/** The rules of ai-retry, on a model that fails once. */
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText } from 'ai';
import { createRetryableModel, error, httpStatus, timeout } from 'ai-retry/language-model';

/** A model whose first call throws, and whose second one answers. */
class FailingModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4';
  readonly provider = 'bench';
  readonly modelId = 'failing';
  readonly supportedUrls = {};
  calls = 0;
  readonly #error: unknown;

  constructor(error: unknown) {
    this.#error = error;
  }

  doGenerate: LanguageModelV4['doGenerate'] = async () => {
    if (this.calls++ === 0) throw this.#error;
    return {
      content: [{ type: 'text', text: 'Hello.' }],
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: {}, outputTokens: {} } as never,
      warnings: [],
    };
  };

  doStream(): never {
    throw new Error('The bench does not stream.');
  }
}

/** True if ai-retry calls the model again, with the conditions that its documentation names for errors that pass. */
export async function aiRetries(thrown: unknown): Promise<boolean> {
  const failing = new FailingModel(thrown);
  const model = createRetryableModel({
    model: failing,
    retries: [
      httpStatus(529, 'overloaded').retry({ delay: 0 }),
      timeout().retry({ delay: 0 }),
      error.isRetryable(true).retry({ delay: 0 }),
    ],
  });
  await generateText({ model, prompt: 'Hi.', maxRetries: 0 }).catch(() => {});
  return failing.calls > 1;
}

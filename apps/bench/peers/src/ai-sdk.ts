/** The AI SDK: `streamText` with `streamRetries`, and the rows by hand at its callbacks. */
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { experimental_streamTextLowMemory, streamText } from 'ai';
import { openDatabase } from './open-database.ts';
import { type Make, prompt, type Watch } from './probe.ts';
import { rows } from './rows.ts';
import { maxRetries } from './transient.ts';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

async function* parts(watch: Watch): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  yield { type: 'text-start', id: '0' };
  try {
    for await (const delta of watch.model()) yield { type: 'text-delta', id: '0', delta };
  } catch (error) {
    yield { type: 'error', error };
    return;
  }
  yield { type: 'text-end', id: '0' };
  yield { type: 'finish', usage, finishReason: { unified: 'stop', raw: 'stop' } };
}

function streamOf<Part>(source: AsyncGenerator<Part>): ReadableStream<Part> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

const workload = (watch: Watch): LanguageModelV4 => ({
  specificationVersion: 'v4',
  provider: 'bench',
  modelId: 'workload',
  supportedUrls: {},
  async doGenerate() {
    throw new Error('This model streams.');
  },
  doStream: async () => ({ stream: streamOf(parts(watch)) }),
});

export const aiSdk = withStream(streamText);
/** The same, without the buffers for those who would read a stream twice. */
export const aiSdkLowMemory = withStream(experimental_streamTextLowMemory);

function withStream(stream: typeof streamText | typeof experimental_streamTextLowMemory): Make {
  return async (folder, durability, probe) => {
    const db = openDatabase(folder, durability);
    const { start, retry, complete, recorded } = rows(db);
    return {
      name: `AI SDK, ${stream.name}, ${durability}`,
      async run(id) {
        const watch = probe.of(id);
        // What its reader has seen: some pieces are still on their way when the attempt has failed.
        let shown = '';
        start(id);
        const { textStream } = stream({
          model: workload(watch),
          prompt,
          streamRetries: maxRetries,
          onError({ error }) {
            retry(id, shown, error);
            shown = '';
          },
          // Only of the attempt that succeeded.
          onEnd: ({ text }) => complete(id, text),
        });
        for await (const piece of textStream) {
          shown += piece;
          watch.got(piece);
        }
      },
      recorded,
      close() {
        db.close();
      },
    };
  };
}

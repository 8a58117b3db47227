/** The AI SDK: `streamText` with `streamRetries`, and the floor's rows in its callbacks. */
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { experimental_streamTextLowMemory, streamText } from 'ai';
import type { Make } from '../../src/contest/contender.ts';
import { openRows } from '../../src/contest/contenders/rows.ts';
import type { Watch } from '../../src/contest/probe.ts';
import { piece, prompt } from '../../src/contest/workload.ts';
import { maxRetries } from './transient.ts';

type Part = LanguageModelV4StreamPart;

const delta: Part = { type: 'text-delta', id: '0', delta: piece };
const finish: Part = {
  type: 'finish',
  usage: {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  },
  finishReason: { unified: 'stop', raw: 'stop' },
};

/** The model's stream. Its error is a part, as the SDK's providers send it. */
function streamOf(watch: Watch): ReadableStream<Part> {
  const source = watch.modelAs(delta);
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ type: 'stream-start', warnings: [] });
      controller.enqueue({ type: 'text-start', id: '0' });
    },
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (!done) return controller.enqueue(value);
        controller.enqueue({ type: 'text-end', id: '0' });
        controller.enqueue(finish);
      } catch (error) {
        controller.enqueue({ type: 'error', error });
      }
      controller.close();
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
  doStream: async () => ({ stream: streamOf(watch) }),
});

export const aiSdk = withStream(streamText);
/** The same without the buffers that let a stream be read twice. */
export const aiSdkLowMemory = withStream(experimental_streamTextLowMemory);

function withStream(stream: typeof streamText | typeof experimental_streamTextLowMemory): Make {
  return (folder, durability, probe) => {
    const { start, retry, complete, recorded, close } = openRows(folder, durability);
    return {
      async run(id) {
        const watch = probe.of(id);
        // The text that the reader has got, because some pieces are not delivered yet when the attempt has failed.
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
          // `text` is that of the successful attempt only.
          onEnd: ({ text }) => complete(id, text),
        });
        for await (const text of textStream) {
          shown += text;
          watch.got(text);
        }
      },
      recorded,
      close,
    };
  };
}

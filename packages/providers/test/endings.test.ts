/** Every end of an answer that a model server can give, over HTTP: only an answer counts as one. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { endings, type Fault, startModelServer } from '@perdure/model-server';
import { aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { textOf } from '@perdure/thread';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Runs a prompt whose first answer ends as planned. The second would be whole. */
async function answerTo(fault: Fault) {
  const server = await startModelServer({ tokenDelayMs: 0, faults: [fault] });
  const model = createOpenAICompatible({
    name: 'demo',
    baseURL: server.baseUrl,
    includeUsage: true,
  })('perdure-demo');
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: aiSdk(model),
    policy: { baseMs: 10 },
  });
  onTestFinished(async () => {
    await runtime.close();
    await server.close();
  });
  const thread = runtime.thread('t1');
  const run = await thread.start({ prompt: 'Why is the sky blue?' });
  const { status } = await run.done();
  const { messages, runs } = thread.getSnapshot();
  const said = messages.filter(({ role }) => role === 'assistant').map(textOf);
  return { status, requests: server.received().length, said, ...runs[0] };
}

const whole = { status: 'completed', finishReason: 'stop' };
/** The first answer counts. */
const once = (end: object) => ({ requests: 1, ...end });
/** The first answer is void, and the second one counts. */
const triedAgain = { ...whole, requests: 2, said: [expect.stringContaining('scatter')] };

describe('an answer that ends with', () => {
  it.each<[keyof typeof endings, object]>([
    ['length', once({ status: 'completed', finishReason: 'length' })],
    ['lengthInReasoning', once({ status: 'completed', finishReason: 'length' })],
    ['contentFilter', once({ status: 'failed', failure: { kind: 'contentFiltered' } })],
    ['error', triedAgain],
    ['toolCallsWithoutCall', triedAgain],
    ['nothingSaid', triedAgain],
    ['nothingSaidNoUsage', triedAgain],
    ['unknownReason', once({ status: 'completed', finishReason: 'other' })],
    ['doneWithoutReason', triedAgain],
    ['reasonWithoutDone', once(whole)],
    ['endEarly', triedAgain],
    ['emptyBody', triedAgain],
  ])('%s', async (name, expected) => {
    expect(await answerTo(endings[name])).toMatchObject(expected);
  });

  it('a known end is in the list above', () => expect(Object.keys(endings)).toHaveLength(12));

  it.each<Fault>([
    { kind: 'cut', afterTokens: 5 },
    { kind: 'errorFrame', afterTokens: 5 },
    { kind: 'endEarly', afterTokens: 0 },
    { kind: 'status', status: 503 },
  ])('a fault, $kind', async (fault) => {
    expect(await answerTo(fault)).toMatchObject(triedAgain);
  });
});

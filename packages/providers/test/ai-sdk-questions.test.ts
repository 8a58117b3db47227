/** Questions of the AI SDK to a human, answers and approvals, over HTTP. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type Fault, startModelServer } from '@perdure/model-server';
import { aiSdk, type Question, type QuestionAnswer } from '@perdure/providers/ai-sdk';
import type { ProviderRequest, Run } from '@perdure/runtime';
import type { Message } from '@perdure/thread';
import { tool } from 'ai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { callingModel } from './calling-model.ts';
import { questionOf, reaches, ToolWorld } from './tool-world.ts';

const asking: Fault = { kind: 'toolCall', name: 'ask_human', arguments: { text: 'Which city?' } };
const erasing: Fault = { kind: 'toolCall', name: 'erase', arguments: { path: '/tmp/a' } };
const cut: Fault = { kind: 'cut', afterTokens: 2 };

async function asks(plan: Fault[], baseUrl?: string) {
  const world = await ToolWorld.open(plan, baseUrl);
  onTestFinished(() => world.close());
  const run = await world.start();
  await reaches(run, 'awaitingInput');
  return { world, run, question: questionOf(run) as Question };
}

const answer = (run: Run, answer: QuestionAnswer | string | boolean) =>
  run.send({ type: 'run.answer', answer });

describe('a tool that only a human can answer', () => {
  it('ends the attempt with a question; the answer is its result, and the model goes on', async () => {
    const { world, run, question } = await asks([asking]);
    const { toolCallId } = question;
    expect(question).toEqual({
      type: 'answer',
      toolCallId: expect.stringMatching(/^call_/),
      toolName: 'ask_human',
      input: { text: 'Which city?' },
    });
    expect(world.server.received()).toHaveLength(1);

    await answer(run, { toolCallId, output: { city: 'Berlin' } });
    expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 0 });
    expect(world.server.received()[1]?.messages).toEqual([
      { role: 'user', content: 'Why is the sky blue?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: toolCallId,
            type: 'function',
            function: { name: 'ask_human', arguments: '{"text":"Which city?"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: toolCallId, content: '{"city":"Berlin"}' },
    ]);
    const { messages } = world.runtime.thread('t1').getSnapshot();
    expect(messages.map(({ parts }) => parts.map(({ type }) => type))).toEqual([
      ['text'],
      ['toolCall'],
      ['toolResult'],
      ['text'],
    ]);
  });

  it('keeps its answer when the next attempt fails and the runtime is opened again', async () => {
    const { world, run, question } = await asks([asking, cut, cut]);
    await answer(run, 'Berlin');
    await expect.poll(() => world.server.received().length).toBe(2);
    await world.reopen();
    expect(await (await world.runtime.run(run.id))?.done()).toMatchObject({ status: 'completed' });
    expect([1, 2, 3].map((request) => world.results(request))).toEqual([
      ['Berlin'],
      ['Berlin'],
      ['Berlin'],
    ]);
    expect(question.type).toBe('answer');
  });

  it('is asked about again when the answer was for another call', async () => {
    const { world, run, question } = await asks([asking]);
    const undecided = { toolCallId: 'another', output: 'Berlin' };
    await answer(run, undecided);
    await reaches(run, 'awaitingInput');
    await expect.poll(() => questionOf(run)).toEqual({ ...question, undecided });
    expect(world.server.received()).toHaveLength(1);
  });

  it('that was never answered is told as such in the requests of later runs', async () => {
    const { world, run, question } = await asks([asking]);
    await run.send({ type: 'run.cancel' });
    await (await world.start('Hello')).done();
    expect(world.server.received()[1]?.messages).toMatchObject([
      { role: 'user', content: 'Why is the sky blue?' },
      { role: 'assistant', tool_calls: [{ id: question.toolCallId }] },
      { role: 'tool', content: expect.stringContaining('was not performed') },
      { role: 'assistant', content: '[No answer was given.]' },
      { role: 'user', content: 'Hello' },
    ]);
  });

  it('is given up for a new prompt, and the model is given both', async () => {
    const { world, run } = await asks([asking]);
    const next = await world.start('Never mind.');
    expect(await next.done()).toMatchObject({ status: 'completed' });
    expect(await run.done()).toMatchObject({ status: 'cancelled' });
    expect(world.server.received()[1]?.messages.at(-1)).toEqual({
      role: 'user',
      content: 'Never mind.',
    });
  });
});

describe('a tool that needs approval', () => {
  it.each<Fault>([erasing, { ...erasing, name: 'old_erase' }])(
    'is performed once when it is approved, also if the attempt fails later: $name',
    async (call) => {
      const { world, run, question } = await asks([call, cut]);
      const { toolCallId, toolName } = question;
      expect(question).toEqual({
        type: 'approval',
        toolCallId: expect.any(String),
        toolName: expect.stringContaining('erase'),
        input: { path: '/tmp/a' },
      });
      expect(world.performed).toEqual([]);

      await answer(run, { toolCallId, approved: true });
      expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
      expect(world.performed).toEqual([
        { tool: toolName, toolCallId, idempotencyKey: `${run.id}/2` },
      ]);
      expect(world.results(1)).toEqual([`${toolName} done`]);
      expect(world.results(2)).toEqual([`${toolName} done`]);
    },
  );

  it('is performed again with the same call id if its result was never recorded', async () => {
    const calls: { toolCallId: string; idempotencyKey: string }[] = [];
    const erase = (idempotencyKey: string) =>
      tool({
        inputSchema: z.object({}),
        execute: (_, { toolCallId }) => calls.push({ toolCallId, idempotencyKey }),
      });
    const server = await startModelServer({ tokenDelayMs: 0 });
    onTestFinished(() => server.close());
    const model = createOpenAICompatible({ name: 'demo', baseURL: server.baseUrl })('any');
    const provider = aiSdk(model, ({ idempotencyKey }) => ({
      tools: { erase: erase(idempotencyKey) },
    }));
    const message: Message = {
      id: 'm1',
      runId: 'r1',
      role: 'assistant',
      parts: [{ type: 'toolCall', id: 'c1', name: 'erase', input: {} }],
      status: 'completed',
    };
    const file = () => Promise.reject(new Error('There are no files.'));
    for (const idempotencyKey of ['r1/2', 'r1/3']) {
      const { signal } = new AbortController();
      const request: ProviderRequest = {
        ...{ threadId: 't1', runId: 'r1', idempotencyKey, retryCount: 0 },
        ...{ messages: [message], answer: true, signal, file },
      };
      for await (const chunk of provider(request)) {
        if (chunk.type === 'alive' || chunk.type === 'toolStarted') continue;
        expect(chunk).toEqual({
          type: 'toolResult',
          id: 'c1',
          name: 'erase',
          output: calls.length,
        });
        break;
      }
    }
    expect(calls).toEqual([
      { toolCallId: 'c1', idempotencyKey: 'r1/2' },
      { toolCallId: 'c1', idempotencyKey: 'r1/3' },
    ]);
  });

  it('is not performed when it is denied, and the model gets the reason', async () => {
    const { world, run, question } = await asks([erasing, cut]);
    const { toolCallId } = question;
    await answer(run, { toolCallId, approved: false, reason: 'I need it.' });
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(world.performed).toEqual([]);
    expect(world.results(2)).toEqual(['I need it.']);
  });

  it('is denied by words, and the model is given the words', async () => {
    const { world, run } = await asks([erasing]);
    await answer(run, 'No, only list them.');
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(world.performed).toEqual([]);
    expect(world.results(1)).toEqual(['No, only list them.']);
  });

  it.each<QuestionAnswer | string>([' ', { toolCallId: 'another', approved: true }])(
    'is asked about again when the answer is neither a yes nor a no: %j',
    async (said) => {
      const { world, run, question } = await asks([erasing]);
      await answer(run, said);
      await reaches(run, 'awaitingInput');
      await expect.poll(() => questionOf(run)).toEqual({ ...question, undecided: said });
      expect(world.performed).toEqual([]);
      await answer(run, false);
      expect(await run.done()).toMatchObject({ status: 'completed' });
      expect(world.performed).toEqual([]);
    },
  );
});

describe('several calls in one model step', () => {
  it('that need no approval are performed before a human is asked about the others', async () => {
    const model = await callingModel({ c1: 'ask_human', c2: 'send' }, 'tool_calls');
    const { world, run, question } = await asks([], model.baseUrl);
    expect(question).toMatchObject({ toolCallId: 'c1' });
    expect(world.performed).toMatchObject([{ toolCallId: 'c2' }]);
    await run.send({ type: 'run.cancel' });
  });

  it('are asked about one after the other, and the model is called after the last', async () => {
    const model = await callingModel({ e1: 'erase', e2: 'erase' }, 'tool_calls');
    const { world, run, question } = await asks([], model.baseUrl);
    expect(question.toolCallId).toBe('e1');

    await answer(run, true);
    await expect.poll(() => questionOf(run)).toMatchObject({ toolCallId: 'e2' });
    expect(world.performed).toMatchObject([{ toolCallId: 'e1' }]);
    expect(model.requests).toBe(1);

    // A plain answer is for the call that the run asks about at the time.
    await answer(run, 'No, not that one.');
    await expect.poll(() => model.requests).toBe(2);
    expect(world.performed).toHaveLength(1);
    await run.send({ type: 'run.cancel' });
  });
});

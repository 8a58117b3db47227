/** The demo's tools on real processes: an effect happens once, and a human is asked once. */
import type { RemoteThread } from '@perdure/http/client';
import { currentRun } from '@perdure/thread';
import { describe } from 'vitest';
import {
  type DemoInfo,
  demoPaths,
  type Effect,
  type Fault,
  type QuestionAnswer,
} from '../src/demo-api.ts';
import { it, reaches, until, type World } from './world.ts';

const receipt: Fault = {
  kind: 'toolCall',
  name: 'send_receipt',
  arguments: { to: 'ann@example.com', amount: 12.5 },
};
const asking: Fault = { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which?' } };
const deleting: Fault = { kind: 'toolCall', name: 'delete_file', arguments: { path: 'a.txt' } };
const cut: Fault = { kind: 'cut', afterTokens: 5 };

const effectsOf = async ({ url }: World): Promise<Effect[]> =>
  ((await (await fetch(`${url}${demoPaths.effects}`)).json()) as { effects: Effect[] }).effects;

const callIdOf = (thread: RemoteThread): string =>
  thread
    .getSnapshot()
    .messages.flatMap(({ parts }) => parts)
    .flatMap((part) => (part.type === 'toolCall' ? [part.id] : []))[0] ?? '';

async function asked(world: World): Promise<{ thread: RemoteThread; toolCallId: string }> {
  const thread = world.thread();
  await thread.start({ prompt: 'Do it.' });
  await reaches(thread, 'awaitingInput');
  return { thread, toolCallId: callIdOf(thread) };
}

const answer = (thread: RemoteThread, answer: QuestionAnswer) =>
  thread.send(currentRun(thread.getSnapshot())?.id ?? '', { type: 'run.answer', answer });

describe.concurrent('a tool', () => {
  it('with an effect has it once, though the answer is cut and the process killed', async ({
    open,
    expect,
  }) => {
    const world = await open([receipt, cut]);
    const thread = world.thread();
    await thread.start({ prompt: 'Send the receipt.' });
    await until(() => world.model.received()[1]?.outcome === 'failed');
    await world.kill();
    await world.start();
    const { id } = await reaches(thread, 'completed');

    const done = 'A receipt over 12.50 was sent to ann@example.com.';
    expect(await effectsOf(world)).toEqual([
      {
        at: expect.any(String),
        runId: id,
        toolCallId: callIdOf(thread),
        tool: 'send_receipt',
        input: receipt.arguments,
        done,
        attempts: [`${id}/1`],
      },
    ]);
    expect(world.model.received().at(-1)?.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: done,
    });
  });

  it('that asks waits for the answer through a restart, and gives it to the model', async ({
    open,
    expect,
  }) => {
    const world = await open([asking]);
    const { thread, toolCallId } = await asked(world);
    await world.kill();
    await world.start();
    await reaches(thread, 'awaitingInput');
    await answer(thread, { toolCallId, output: 'The blue one.' });
    await reaches(thread, 'completed');
    expect(world.model.received()[1]?.messages.at(-1)).toEqual({
      role: 'tool',
      tool_call_id: toolCallId,
      content: 'The blue one.',
    });
    expect(await effectsOf(world)).toEqual([]);
  });

  it('that needs approval acts once when it has it, and never without', async ({
    open,
    expect,
  }) => {
    const world = await open([deleting, cut]);
    const { thread, toolCallId } = await asked(world);
    expect(await effectsOf(world)).toEqual([]);
    await answer(thread, { toolCallId, approved: true });
    await reaches(thread, 'completed');
    expect(await effectsOf(world)).toMatchObject([
      { tool: 'delete_file', done: 'a.txt was deleted.' },
    ]);

    world.model.plan([deleting]);
    await thread.start({ prompt: 'And again.' });
    await until(() => currentRun(thread.getSnapshot())?.state === 'awaitingInput');
    const calls = thread.getSnapshot().messages.flatMap(({ parts }) => parts);
    const last = calls.findLast(({ type }) => type === 'toolCall') as { id: string };
    await answer(thread, { toolCallId: last.id, approved: false });
    await until(() => world.model.received().length === 5);
    await reaches(thread, 'completed');
    expect(await effectsOf(world)).toHaveLength(1);
  });
});

it('a run may name one of the models that the server lists', async ({ open, expect }) => {
  const world = await open();
  const info = (await (await fetch(`${world.url}${demoPaths.info}`)).json()) as DemoInfo;
  expect(info.models).toEqual(['perdure-demo', 'perdure-demo-mini']);
  const thread = world.thread();
  await thread.start({ prompt: 'Why?', model: 'perdure-demo-mini' });
  await reaches(thread, 'completed');
  expect(world.model.received()).toMatchObject([{ model: 'perdure-demo-mini' }]);
});
